"""What does a YAML text hold, and on which line is each thing? Plain data and a way from a path back to its line.

Scalars keep the letters that were typed: ``05`` stays "05" and ``no`` stays "no" (YAML 1.2). Only true, false and an
empty value become what they mean, so that they can be refused where wording is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from forms.errors import Problem
from omr.words import Text

Plain = str | bool | None | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]

# A form of 36 choices in each of 500 questions has fewer; aliases that multiply themselves have more.
_MAX_NODES = 100_000
# sections > questions > choices > label > vi is seven deep.
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class YamlText:
    """The data of a YAML text, the mistakes in its syntax, and the line (from 1) of each path in it."""

    data: Plain
    problems: tuple[Problem, ...]
    lines: tuple[tuple[Path, int], ...] = field(repr=False)

    def line_of(self, path: Path) -> int:
        """Return the line of the deepest part of a path that is written down; steps not written are passed over."""
        known = dict(reversed(self.lines))  # the first line of a path is that of its key
        place: Path = ()
        for step in path:
            if (*place, step) in known:
                place = (*place, step)
        return known.get(place, 1)


def parse_yaml(text: str) -> YamlText:
    """Return the data of a YAML text; where it is not YAML, no data and the problem."""
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _broken(mark.line + 1 if mark else 1, str(error.problem or error.context or ""))
    except ReaderError as error:
        return _broken(text.count("\n", 0, error.position) + 1, str(error.reason))
    except (YAMLError, ValueError, RecursionError) as error:
        return _broken(1, type(error).__name__)
    return _Reading().read(root)


def _broken(line: int, why: str) -> YamlText:
    words = Text(f"không phải là YAML hợp lệ ({why})", f"this is not valid YAML ({why})")
    return YamlText(None, (Problem(line, words),), ())


@dataclass(slots=True)
class _Reading:
    """One pass over the nodes of a text, collecting lines and problems on the way."""

    lines: list[tuple[Path, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self, root: Node | None) -> YamlText:
        data = None if root is None else self._plain(root, ())
        return YamlText(data, tuple(self.problems), tuple(self.lines))

    def _plain(self, node: Node, path: Path) -> Plain:
        if len(path) > _MAX_DEPTH or len(self.lines) > _MAX_NODES:
            self._report(node, Text("lồng nhau quá sâu hoặc quá dài", "this is nested too deeply or too long"))
            return None
        self.lines.append((path, node.start_mark.line + 1))
        match node:
            case MappingNode():
                return {key: self._plain(value, (*path, key)) for key, value in self._members(node, path)}
            case SequenceNode():
                return [self._plain(item, (*path, i)) for i, item in enumerate(node.value)]
            case ScalarNode():
                return _scalar(node)
        return None

    def _members(self, node: MappingNode, path: Path) -> Iterator[tuple[str, Node]]:
        seen: set[str] = set()
        for key_node, value in node.value:
            if not isinstance(key_node, ScalarNode):
                self._report(key_node, Text("tên mục phải là một chữ", "a key must be a word"))
                continue
            key = str(key_node.value)
            if key in seen:
                self._report(key_node, Text(f"mục “{key}” có hai lần", f"the key “{key}” stands here twice"))
                continue
            seen.add(key)
            self.lines.append(((*path, key), key_node.start_mark.line + 1))
            yield key, value

    def _report(self, node: Node, words: Text) -> None:
        problem = Problem(node.start_mark.line + 1, words)
        if problem not in self.problems:
            self.problems.append(problem)


def _scalar(node: ScalarNode) -> Plain:
    tag = str(node.tag)
    if tag.endswith(":null"):
        return None
    if tag.endswith(":bool"):
        return str(node.value).lower() == "true"
    return str(node.value)
