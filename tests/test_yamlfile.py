"""Hand-written files: text stays text, and every fault names file and line."""

from pathlib import Path

import pytest

from bot.yamlfile import Lines, YamlFault, read


def written(folder: Path, content: str | bytes) -> Path:
    """Write one file to read."""
    path = folder / "words.yml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_every_scalar_stays_text(tmp_path: Path) -> None:
    """Words that other loaders turn into booleans, dates, numbers or nothing stay as they were written."""
    path = written(tmp_path, "no: yes\nday: 2026-01-31\nphone: 0812\nnothing: ~\nlist: [on, 1.0]\n")

    found = read(path)

    assert found == {"no": "yes", "day": "2026-01-31", "phone": "0812", "nothing": "~", "list": ["on", "1.0"]}


def test_keys_know_their_line(tmp_path: Path) -> None:
    """A mapping tells on which line it and each of its keys began."""
    path = written(tmp_path, "# a comment\none:\n  two: x\n\n  three: y\n")

    found = read(path)

    assert isinstance(found, Lines)
    inner = found["one"]
    assert isinstance(inner, Lines)
    assert found.line_of == {"one": 2}
    assert (inner.line, inner.line_of) == (3, {"two": 3, "three": 5})


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "key repeats line 1"),
        ("outer:\n  a: 1\n  a: 1\n", 3, "key repeats line 2"),
        ("a: 1\nb: [1, 2\n", 3, "expected ',' or ']'"),
        ("a: 1\n? [x, y]\n: z\n", 2, "a key must be plain text"),
        ("a: 1\n---\nb: 2\n", 2, "but found another document"),
        ("a: *nobody\n", 1, "undefined alias"),
        ("a: 1\nb: \x07\n", 2, "a character that YAML does not allow"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        ("", 1, "the file is empty"),
        ("[" * 5000, 1, "nested too deeply"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, content: str | bytes, line: int, reason: str) -> None:
    """Whatever is wrong with a file, one error says where and what."""
    path = written(tmp_path, content)

    with pytest.raises(YamlFault) as caught:
        read(path)

    assert caught.value.place == f"{path}:{line}"
    assert reason in caught.value.reason
