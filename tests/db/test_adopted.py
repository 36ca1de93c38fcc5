"""Facts about forms of others in the database."""

from db.adopted import adopted_forms, store_adopted
from db.engine import Engine
from db.surveys import load_layouts
from omr.layout.serial import layout_id
from tests.db.values import NOW, layout


def test_a_form_is_kept_with_its_blank(engine: Engine) -> None:
    """Layout and pictures come back as they were; storing them again changes nothing."""
    store_adopted(engine, layout(), "{}", [b"png"], NOW)
    store_adopted(engine, layout(), "{}", [b"other"], NOW)

    (stored,) = adopted_forms(engine)
    assert (stored.layout_id, stored.layout, stored.blanks_png) == (layout_id(layout()), layout(), (b"png",))
    assert layout_id(layout()) in load_layouts(engine)


def test_forms_are_found_by_name(engine: Engine) -> None:
    """A name that nobody gave has no forms."""
    store_adopted(engine, layout(), "{}", [b"png"], NOW)

    assert len(adopted_forms(engine, layout().form)) == 1
    assert adopted_forms(engine, "another") == ()
