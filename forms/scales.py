"""Which scales need not be spelt out? The levels that Vietnamese satisfaction surveys use, by name.

A definition that uses one of these names gets this scale, unless it defines its own under the same name. A name that
ends in K has *Không có ý kiến* besides, outside the denominator of every rate; one that ends in R is printed from
worst to best.
"""

from forms.questions import Choice, Label, Scale

_VERY_SATISFIED = Label(vi="Rất hài lòng", en="Very satisfied")
_SATISFIED = Label(vi="Hài lòng", en="Satisfied")
_NEUTRAL = Label(vi="Bình thường", en="Neutral")
_DISSATISFIED = Label(vi="Không hài lòng", en="Dissatisfied")
_NOT_YET_SATISFIED = Label(vi="Chưa hài lòng", en="Not satisfied")
_VERY_DISSATISFIED = Label(vi="Rất không hài lòng", en="Very dissatisfied")
_NO_OPINION_LABEL = Label(vi="Không có ý kiến", en="No opinion")


def _scale(name: str, positive: tuple[str, ...], *levels: Label) -> Scale:
    """Return a scale printed from best to worst whose codes are its scores, the last being 1."""
    scores = range(len(levels), 0, -1)
    choices = (Choice(code=str(s), label=label, score=s) for s, label in zip(scores, levels, strict=True))
    return Scale(name=name, choices=tuple(choices), positive=positive)


# The levels, each with the set that counts as satisfied.
_SCALES = (
    _scale("S5", ("5", "4"), _VERY_SATISFIED, _SATISFIED, _NEUTRAL, _DISSATISFIED, _VERY_DISSATISFIED),
    _scale("S4", ("4", "3"), _VERY_SATISFIED, _SATISFIED, _NOT_YET_SATISFIED, _VERY_DISSATISFIED),
    _scale("S3a", ("3", "2"), _VERY_SATISFIED, _SATISFIED, _DISSATISFIED),
    _scale("S3b", ("3",), _SATISFIED, _NEUTRAL, _DISSATISFIED),
    Scale(
        name="P210",
        choices=tuple(Choice(code=str(p), label=Label(vi=f"{p} điểm", en=f"{p} points"), score=p) for p in (2, 1, 0)),
        positive=("2",),
    ),
)


def _variants(scale: Scale) -> tuple[Scale, ...]:
    """Return a scale, with K the same with *no opinion* last, and with R both from worst to best."""
    # A level may be worth 0 points, and then its code is taken.
    code = "0" if all(choice.code != "0" for choice in scale.choices) else "K"
    no_opinion = Choice(code=code, label=_NO_OPINION_LABEL, no_opinion=True)
    backwards = scale.choices[::-1]
    return (
        scale,
        scale.model_copy(update={"name": f"{scale.name}K", "choices": (*scale.choices, no_opinion)}),
        scale.model_copy(update={"name": f"{scale.name}R", "choices": backwards}),
        scale.model_copy(update={"name": f"{scale.name}KR", "choices": (*backwards, no_opinion)}),
    )


BUILT_IN_SCALES: tuple[Scale, ...] = tuple(variant for scale in _SCALES for variant in _variants(scale))


def built_in_scale(name: str) -> Scale | None:
    """Return the built-in scale of this name, or None where there is none."""
    return next((scale for scale in BUILT_IN_SCALES if scale.name == name), None)
