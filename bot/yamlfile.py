"""Reads the files people write by hand, and says file and line when something in them is wrong.

PyYAML's safe loader turns `no` and dates into other types and keeps the last of two equal keys. Here every scalar
stays text and an equal key is a fault, because a silently lost answer is the worst thing a content file can do.
"""

from collections.abc import Hashable
from pathlib import Path

import yaml


class YamlFault(ValueError):
    """A file cannot be read as YAML."""

    def __init__(self, place: str, reason: str) -> None:
        """Take the `place` as "file:line" and a `reason` that does not quote the file's content."""
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class Lines(dict[str, object]):
    """A mapping that remembers the line (from 1) on which each of its keys and the mapping itself began."""

    def __init__(self, line: int) -> None:
        """Begin an empty mapping that stands at `line`."""
        super().__init__()
        self.line = line
        self.line_of: dict[str, int] = {}


class _Loader(yaml.BaseLoader):
    """Keeps every scalar as text, refuses equal keys and notes lines."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002 - PyYAML's signature
        found = Lines(node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key, line = self._key(key_node), key_node.start_mark.line + 1
            if key in found:
                first = found.line_of[key]
                raise yaml.constructor.ConstructorError(None, None, f"key repeats line {first}", key_node.start_mark)
            found[key] = self.construct_object(value_node, deep=deep)
            found.line_of[key] = line
        return found  # type: ignore[return-value]

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key must be plain text", node.start_mark)
        return str(node.value)


def _construct(loader: _Loader, node: yaml.MappingNode) -> object:
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct)


def read(path: Path) -> object:
    """Read the one document of a UTF-8 file into text, lists and `Lines`; raises YamlFault, also for an empty file."""
    try:
        text = path.read_text(encoding="utf-8")
        found: object = yaml.load(text, _Loader)  # noqa: S506 - built on BaseLoader, which makes only text, lists and mappings
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise YamlFault(f"{path}:{line}", "not UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlFault(f"{path}:{line}", error.problem or "not YAML") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise YamlFault(f"{path}:{line}", "a character that YAML does not allow") from error
    except RecursionError as error:
        raise YamlFault(f"{path}:1", "nested too deeply") from error
    if found is None:
        raise YamlFault(f"{path}:1", "the file is empty")
    return found
