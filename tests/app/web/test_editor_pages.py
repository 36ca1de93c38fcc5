"""Facts about writing a form at the desk."""

import re
from html import unescape

import pytest

from db.roles import Role
from forms.catalogue import known_form, office_forms
from tests.app.web.seats import OfficeDesk, Seat

_FIELD = re.compile(r'<(?:input|textarea)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>(?:([^<]*)</textarea>)?')
_SELECT = re.compile(r'<select name="([^"]+)".*?</select>', re.DOTALL)


def _form(page: str) -> dict[str, str]:
    """Return what a browser would send of the editor."""
    form = page[page.index('id="editor"') :].split("</form>")[0]
    values = {name: unescape(value or text or "") for name, value, text in _FIELD.findall(form)}
    for select in _SELECT.finditer(form):
        chosen = re.search(r"<option(?: value=\"([^\"]*)\")? selected>([^<]*)", select[0])
        values[select[1]] = unescape((chosen[1] or chosen[2]) if chosen else "")
    return values


def _opened(seat: Seat, form: str = "pks-n") -> dict[str, str]:
    return _form(seat.get(f"/editor/{form}").text)


def _codes(page: str) -> list[str]:
    sent = _form(page)
    return [sent.get(f"r{i}.code", "") for i in range(int(sent["rows"]))]


def test_what_is_opened_and_saved_is_the_form_itself(new_desk: OfficeDesk) -> None:
    """As the version after it: every question, choice and hint comes through."""
    seat = new_desk.chief()
    for form in ("pks-n", "pks-q"):
        done = seat.post("/editor", **_opened(seat, form), action="save")
        assert (done.status_code, done.headers.get("location")) == (303, f"/forms/{form}")
        own, library = known_form(form, new_desk.settings.forms), known_form(form, None)
        assert own.version != library.version
        assert own.model_copy(update={"version": library.version, "scales": library.scales}) == library


def test_rows_are_moved_taken_out_and_added(new_desk: OfficeDesk) -> None:
    """Each step gives the draft back; at an end nothing moves, and a place that there is not is none."""
    seat = new_desk.chief()
    sent = _opened(seat)
    codes = _codes(seat.post("/editor", **sent, action="").text)

    def after(action: str) -> list[str]:
        return _codes(seat.post("/editor", **sent, action=action).text)

    assert after("down:1") == [codes[0], codes[2], codes[1], *codes[3:]]
    assert after("up:2") == after("down:1")
    assert after("remove:1") == [codes[0], *codes[2:]]
    last = len(codes) - 1
    for nothing in ("up:0", f"down:{last}", "up:-1", "remove:99", "remove:²", "remove:" + "9" * 5000, "x:1", "up"):
        assert after(nothing) == codes, nothing
    assert len(after("add")) == len(after("section")) == len(codes) + 1
    assert after("add")[:-1] == codes
    assert after("add")[-1] not in codes


@pytest.mark.parametrize("rows", ["", "-1", "x", "²", "9" * 5000, "100000"])
def test_a_number_of_rows_that_is_none_breaks_nothing(new_desk: OfficeDesk, rows: str) -> None:
    """There are as many as were sent, and never more than a page takes."""
    seat = new_desk.chief()
    answer = seat.post("/editor", **_opened(seat) | {"rows": rows})

    assert answer.status_code == 200
    assert int(_form(answer.text)["rows"]) <= 120


def test_a_version_is_never_written_over(new_desk: OfficeDesk) -> None:
    """Two who save the same one: the second is told, and what the first wrote stands."""
    seat, other = new_desk.chief(), new_desk.chief()
    one, two = _opened(seat), _opened(other)
    seat.post("/editor", **one | {"title_vi": "Phiếu một"}, action="save")
    page = other.post("/editor", **two | {"title_vi": "Phiếu hai"}, action="save")

    assert page.status_code == 200
    assert f"Bản {two['version']} đã có" in page.text
    assert 'value="Phiếu hai"' in page.text
    assert known_form("pks-n", new_desk.settings.forms).title.vi == "Phiếu một"


@pytest.mark.parametrize("where", ["id", "version"])
@pytest.mark.parametrize("name", ["../../ngoai", "/tmp/x", "a/b", "a\\b", "..", "", "a\nb", "<b>"])
def test_a_form_is_saved_in_its_folder_alone(new_desk: OfficeDesk, where: str, name: str) -> None:
    """Neither its id nor its version leads elsewhere."""
    seat = new_desk.chief()
    before = {path for path in new_desk.settings.home.parent.rglob("*") if path.is_file()}
    answer = seat.post("/editor", **_opened(seat) | {where: name}, action="save")

    new = set(new_desk.settings.home.parent.rglob("*.yaml")) - before
    assert all(path.parent == new_desk.settings.forms for path in new)
    assert (answer.status_code, len(new)) in ((200, 0), (303, 1))
    assert "<b>" not in answer.text


@pytest.mark.parametrize("kept", ["5", "[1]", '"x"', "null", "{", '{"paper": 7}', '{"questions": {}}', "[" * 100_000])
@pytest.mark.parametrize("where", ["kept", "r1.kept"])
def test_what_came_back_altered_is_refused(new_desk: OfficeDesk, where: str, kept: str) -> None:
    """A sentence or a refusal, never a failure; nothing of it is saved."""
    seat = new_desk.chief()
    answer = seat.post("/editor", **_opened(seat) | {where: kept}, action="save")

    assert answer.status_code in (200, 303, 422)
    assert len(office_forms(new_desk.settings.forms)) == (answer.status_code == 303)


def test_a_folder_that_cannot_be_written_is_said(new_desk: OfficeDesk) -> None:
    """A file stands where the folder of forms should be: the draft stays on the page."""
    new_desk.settings.forms.write_text("", "utf-8")
    seat = new_desk.chief()
    page = seat.post("/editor", **_opened(seat), action="save")

    assert page.status_code == 200
    assert '<ul class="reasons">' in page.text


def test_drafts_are_pictured_for_who_edits(new_desk: OfficeDesk) -> None:
    """By a name that nobody guesses; the thirty-two that were shown last, no more."""
    seat = new_desk.chief()
    sent = _opened(seat)
    addresses = []
    for number in range(33):
        page = seat.post("/editor", **sent | {"title_vi": f"Phiếu {number}"}).text
        addresses.append(re.findall(r'src="(/editor/drafts/[^"]+-1\.png)"', page)[0])

    assert len(set(addresses)) == 33
    assert seat.get(addresses[-1]).headers["Content-Type"] == "image/png"
    assert seat.get(addresses[1]).status_code == 200
    assert seat.get(addresses[0]).status_code == 404
    assert seat.get(addresses[-1].replace("-1.png", "-9.png")).status_code == 409
    assert new_desk.account("Người xem", Role.REVIEWER).get(addresses[-1]).status_code == 403


def test_only_compilers_write_forms(new_desk: OfficeDesk) -> None:
    """Neither a reviewer nor a form from elsewhere, nor one with files or too many fields in it."""
    reviewer, compiler = new_desk.account("Người xem", Role.REVIEWER), new_desk.chief()
    sent = _opened(compiler)

    assert reviewer.get("/editor/pks-n").status_code == 403
    assert reviewer.post("/editor", **sent | {"csrf": reviewer.csrf}, action="save").status_code == 403
    assert compiler.client.post("/editor", data=sent | {"csrf": "", "action": "save"}).status_code == 403
    assert compiler.post("/editor", files=[("x", ("x.pdf", b"x"))], **sent, action="save").status_code == 400
    assert office_forms(new_desk.settings.forms) == ()
