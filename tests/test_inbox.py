"""The inbox: what of a folder is read tonight, what costs a look, and that its history leaves no trace in the content."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import inbox as module
from pipeline.archives import is_archive_name
from pipeline.archives.members import Member
from pipeline.discover import Candidate
from pipeline.inbox import Inbox, Note, Sorted, Sources, completed, order_of
from pipeline.reading import Failure
from pipeline.settings import Settings
from pipeline.stores import RemoteFile
from schemas.diary import IngestFileRecord
from schemas.override import Override

Content = str | Mapping[str, str]
"""A document's text, or an archive's members; a text that begins with 'bad' cannot be read."""
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def doc_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Death:
    """What a run that was killed had recorded: the notes among its first items, and any of its tasks.

    Notes are written in their order, and before a task that was met after them is loaded.
    """

    notes: int
    tasks: tuple[bool, ...]


@dataclass
class Nights:
    """Runs over files that exist in this record only, and what the warehouse would know after each."""

    known: dict[str, IngestFileRecord] = field(default_factory=dict)
    held: dict[str, tuple[str, str]] = field(default_factory=dict)
    version: str = "1"
    overrides: dict[str, Override] = field(default_factory=dict)
    touched: dict[str, str] = field(default_factory=dict)
    """Path to another time of change."""
    opened: list[str] = field(default_factory=list)
    """What was fetched or unpacked, in all nights."""

    def run(
        self,
        files: Mapping[str, Content],
        settings: Settings = Settings(),  # noqa: B008 - frozen
        inputs: Collection[str] = ("in",),
        death: Death | None = None,
    ) -> dict[str, str]:
        """A night; path to what was done: read, or a note's action. Of one that dies only a part is recorded."""
        items = self.sort(files, settings, inputs)
        archives = [item for item in items if isinstance(item, Note) and item.action == "unpacked" and not item.known]
        met = [
            Note(replace(i.file, stamp=None), "unpacked") if isinstance(i, Note) and i in archives else i for i in items
        ]
        if death is None:
            recorded: list[Sorted] = [*met, *archives]
        else:
            places = [place for place, item in enumerate(met) if not isinstance(item, Note)]
            loaded = {place for place, lasts in zip(places, death.tasks, strict=False) if lasts}
            noted = max(death.notes, *loaded, 0)
            recorded = [i for n, i in enumerate(met) if n in loaded or (isinstance(i, Note) and n < noted)]
        for item in recorded:
            self.record(item, files)
        return {path_of(item): item.action if isinstance(item, Note) else "read" for item in items}

    def sort(
        self,
        files: Mapping[str, Content],
        settings: Settings = Settings(),  # noqa: B008 - frozen
        inputs: Collection[str] = ("in",),
    ) -> list[Sorted]:
        """What the inbox says of the files, backwards as a file system may list them."""
        sources = Sources(
            unpack=lambda path: self.unpack(files, path),
            fetch=self.fetch,
            is_archive=lambda candidate: is_archive_name(candidate.name),
            override_of=self.overrides.get,
        )
        inbox = Inbox(dict(self.known), dict(self.held), self.version, settings, sources)
        candidates = [self.look(path, files[path]) for path in sorted(files, reverse=True)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "digest", lambda path: doc_id(str(files[path.as_posix()])))
            return list(inbox.sort(candidates, inputs))

    def look(self, path: str, content: Content) -> Candidate:
        stamp = self.touched.get(path, doc_id(str(content)))
        return Candidate(Path(path), path, path.partition("/")[0], path, len(str(content)), stamp, 1000.0)

    def fetch(self, candidate: Candidate) -> Path | Failure:
        self.opened.append(candidate.stored)
        return candidate.path

    def unpack(self, files: Mapping[str, Content], path: Path) -> list[Member] | Failure:
        content = files[path.as_posix()]
        if isinstance(content, str):
            return Failure("damaged", "no archive")
        return [Member(name, Path("spool", name), len(text), doc_id(text)) for name, text in content.items()]

    def record(self, item: Sorted, files: Mapping[str, Content]) -> None:
        if isinstance(item, Note):
            if item.action == "missing":
                self.known[item.file.path] = replace(item.file, missing_since=NOW)
            elif not item.known:
                self.known[item.file.path] = item.file
            return
        file, task = item
        if read_content(files, file.path).startswith("bad"):
            self.known[file.path] = completed(file, None, "quarantined", "damaged", "it is bad")
        else:
            self.known[file.path] = completed(file, None, "loaded")
            self.held[task.doc_id] = (task.stored_path, self.version)

    def forget(self, text: str) -> None:
        """As `juesuan forget` leaves it."""
        self.held.pop(doc_id(text), None)
        for path, file in self.known.items():
            if file.doc_id == doc_id(text):
                self.known[path] = replace(file, action="forgotten", reason=None, message=None)

    def names(self) -> dict[str, str]:
        """Document to the path that it bears."""
        return {document: path for document, (path, _) in self.held.items()}


def path_of(item: Sorted) -> str:
    return item.file.path if isinstance(item, Note) else item[0].path


def read_content(files: Mapping[str, Content], path: str) -> str:
    outer, _, inner = path.partition("!/")
    content = files[outer]
    return content if isinstance(content, str) else content[inner]


def flatten(files: Mapping[str, Content]) -> dict[str, str]:
    """Every document of the files, those in archives too, path to text."""
    flat = {}
    for path, content in files.items():
        if isinstance(content, str):
            flat[path] = content
        else:
            flat |= {f"{path}!/{name}": text for name, text in content.items()}
    return flat


def first_paths(files: Mapping[str, Content]) -> dict[str, str]:
    """What each good document is called: by the first path in order under which it stands."""
    names: dict[str, str] = {}
    for path, text in sorted(flatten(files).items(), key=lambda pair: order_of(pair[0])):
        if not text.startswith("bad"):
            names.setdefault(doc_id(text), path)
    return names


@pytest.fixture
def nights() -> Nights:
    return Nights()


def test_an_unchanged_file_costs_a_look(nights: Nights) -> None:
    files: dict[str, Content] = {"in/a": "1", "in/b": "2", "in/c": "1", "in/z.zip": {"x": "3", "y": "3", "v": "1"}}
    assert nights.run(files) == {
        "in/a": "read", "in/b": "read", "in/c": "duplicate", "in/z.zip": "unpacked", "in/z.zip!/v": "duplicate",
        "in/z.zip!/x": "read", "in/z.zip!/y": "duplicate",
    }  # fmt: skip
    nights.opened.clear()
    for _ in range(2):
        assert nights.run(files) == {
            "in/a": "unchanged", "in/b": "unchanged", "in/c": "duplicate", "in/z.zip": "unchanged",
            "in/z.zip!/v": "duplicate", "in/z.zip!/x": "unchanged", "in/z.zip!/y": "duplicate",
        }  # fmt: skip
        assert nights.opened == []
        assert all(item.known for item in nights.sort(files) if isinstance(item, Note)), "nothing is to be written"


def test_a_touched_file_with_the_same_bytes_is_unchanged(nights: Nights) -> None:
    nights.run({"in/a": "1"})
    nights.touched["in/a"] = "later"
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}
    nights.opened.clear()
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}
    assert nights.opened == []


def test_changed_bytes_are_read(nights: Nights) -> None:
    nights.run({"in/a": "1"})
    assert nights.run({"in/a": "2"}) == {"in/a": "read"}
    assert nights.known["in/a"].doc_id == doc_id("2")
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}, "the warehouse holds it still"
    assert nights.known["in/a"].doc_id == doc_id("1")


def test_another_extractor_reads_all_once(nights: Nights) -> None:
    files: dict[str, Content] = {"in/a": "1", "in/b": "bad", "in/c": "1", "in/z.zip": {"x": "3"}}
    nights.run(files)
    nights.version = "2"
    assert nights.run(files) == {
        "in/a": "read", "in/b": "read", "in/c": "duplicate", "in/z.zip": "unpacked", "in/z.zip!/x": "read",
    }  # fmt: skip
    assert "read" not in nights.run(files).values()


def test_a_file_that_was_set_aside_is_not_read_again_but_still_counts(nights: Nights) -> None:
    nights.run({"in/a": "bad"})
    nights.opened.clear()
    assert nights.run({"in/a": "bad"}) == {"in/a": "quarantined"}
    assert nights.opened == []
    assert nights.run({"in/a": "bad"}, Settings(retry=True)) == {"in/a": "read"}
    assert nights.run({"in/a": "good"}) == {"in/a": "read"}
    assert nights.run({"in/a": "good"}, Settings(retry=True)) == {"in/a": "unchanged"}


@pytest.mark.parametrize("reason", module.PASSING)
def test_what_may_have_passed_is_tried_again(nights: Nights, reason: str) -> None:
    nights.run({"in/a": "bad"})
    nights.known["in/a"] = replace(nights.known["in/a"], reason=reason)
    assert nights.run({"in/a": "bad"}) == {"in/a": "read"}


def test_what_was_set_aside_is_not_read_under_another_name_either(nights: Nights) -> None:
    nights.run({"in/a": "bad", "in/b": "bad"})
    assert nights.run({"in/b": "bad", "in/c": "bad"}) == {
        "in/a": "missing", "in/b": "quarantined", "in/c": "quarantined",
    }  # fmt: skip
    assert nights.known["in/c"].reason == "damaged"
    assert nights.run({"in/d": "bad"}, Settings(retry=True))["in/d"] == "read"


def test_what_an_earlier_extractor_read_and_this_one_cannot_is_read_once(nights: Nights) -> None:
    nights.run({"in/a": "bad"})
    nights.held[doc_id("bad")] = ("in/a", "1")
    nights.known["in/a"] = replace(nights.known["in/a"], action="loaded", reason=None, message=None)
    assert nights.run({"in/a": "bad"}) == {"in/a": "unchanged"}
    nights.version = "2"
    assert nights.run({"in/a": "bad"}) == {"in/a": "read"}
    assert nights.run({"in/a": "bad", "in/b": "bad"}) == {"in/a": "quarantined", "in/b": "quarantined"}


def test_a_file_that_nobody_could_open_keeps_its_document(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    nights.run({"in/a": "1"})
    nights.touched["in/a"] = "later"
    monkeypatch.setattr(Nights, "fetch", lambda self, candidate: Failure("unreachable", "no route"))
    assert nights.run({"in/a": "1"}) == {"in/a": "quarantined"}
    assert nights.known["in/a"].doc_id == doc_id("1")
    monkeypatch.undo()
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}


def test_a_file_that_vanished_is_missed_once_and_may_come_back(nights: Nights) -> None:
    files: dict[str, Content] = {"in/a": "1", "in/b": "2"}
    nights.run(files)
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged", "in/b": "missing"}
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}
    assert nights.names()[doc_id("2")] == "in/b", "its document stays"
    assert nights.run(files) == {"in/a": "unchanged", "in/b": "unchanged"}
    assert nights.known["in/b"].missing_since is None
    assert nights.run({"in/a": "1"})["in/b"] == "missing"


def test_files_of_another_input_are_not_missed(nights: Nights) -> None:
    nights.run({"in/a": "1", "other/b": "2"}, inputs=("in", "other"))
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}
    assert nights.run({}, inputs=("other",)) == {"other/b": "missing"}


def test_a_file_is_missed_by_a_run_over_a_folder_above_it(nights: Nights) -> None:
    nights.run({"in/sub/a": "1"}, inputs=("in/sub",))
    nights.known["in/sub/a"] = replace(nights.known["in/sub/a"], input="in/sub")
    assert nights.run({}, inputs=("in",)) == {"in/sub/a": "missing"}


def test_of_two_equal_files_the_first_in_order_gives_the_name(nights: Nights) -> None:
    nights.run({"in/b": "1", "in/c": "1"})
    assert nights.names() == {doc_id("1"): "in/b"}
    assert nights.run({"in/c": "1"}) == {"in/b": "missing", "in/c": "read"}
    assert nights.names() == {doc_id("1"): "in/c"}
    assert nights.run({"in/a": "1", "in/c": "1"}) == {"in/a": "read", "in/c": "duplicate"}
    assert nights.names() == {doc_id("1"): "in/a"}
    assert nights.run({"in/moved": "1"}) == {"in/a": "missing", "in/c": "missing", "in/moved": "read"}
    assert nights.names() == {doc_id("1"): "in/moved"}


def test_a_twin_in_an_input_of_another_run_gives_the_name_where_it_comes_first(nights: Nights) -> None:
    nights.run({"b/x": "1"}, inputs=("b",))
    assert nights.run({"c/x": "1"}, inputs=("c",)) == {"c/x": "duplicate"}
    assert nights.run({"a/x": "1"}, inputs=("a",)) == {"a/x": "read"}
    assert nights.names() == {doc_id("1"): "a/x"}
    assert nights.run({"b/x": "1", "c/x": "1"}, inputs=("b", "c")) == {"b/x": "duplicate", "c/x": "duplicate"}


def test_a_forgotten_document_stays_forgotten_while_its_file_has_those_bytes(nights: Nights) -> None:
    nights.run({"in/a": "1", "in/b": "1"})
    nights.forget("1")
    for _ in range(2):
        assert nights.run({"in/a": "1", "in/b": "1"}) == {"in/a": "skipped", "in/b": "skipped"}
    nights.touched["in/a"] = "later"
    assert nights.run({"in/a": "1"})["in/a"] == "skipped"
    assert nights.known["in/a"].action == "forgotten"
    assert nights.held == {}
    assert nights.run({"in/a": "1"}, Settings(retry=True)) == {"in/a": "read"}


def test_a_forgotten_document_of_an_archive_stays_forgotten_when_that_is_packed_anew(nights: Nights) -> None:
    nights.run({"in/z.zip": {"x": "1", "y": "2"}})
    nights.forget("1")
    assert nights.run({"in/z.zip": {"x": "1", "y": "2"}})["in/z.zip!/x"] == "skipped"
    assert nights.run({"in/z.zip": {"x": "1", "y": "3"}}) == {
        "in/z.zip": "unpacked", "in/z.zip!/x": "skipped", "in/z.zip!/y": "read",
    }  # fmt: skip


def test_what_a_manifest_says_anew_is_read_anew(nights: Nights) -> None:
    nights.run({"in/a": "1", "in/z.zip": {"x": "2"}})
    nights.overrides["in/a"] = Override(fiscal_year=2024)
    assert nights.run({"in/a": "1", "in/z.zip": {"x": "2"}})["in/a"] == "read"
    assert nights.run({"in/a": "1"})["in/a"] == "unchanged"
    nights.overrides["in/a"] = Override(fiscal_year=2025)
    assert nights.run({"in/a": "1"})["in/a"] == "read"
    nights.overrides.clear()
    assert nights.run({"in/a": "1"})["in/a"] == "read"


def test_since_leaves_older_files_alone(nights: Nights) -> None:
    late = Settings(since=datetime.fromtimestamp(1001, UTC))
    assert nights.run({"in/a": "1"}, late) == {"in/a": "skipped"}
    assert nights.known == {}, "the next run without --since reads it"
    assert nights.run({"in/a": "1"}, Settings(since=datetime.fromtimestamp(1000, UTC))) == {"in/a": "read"}


def test_since_takes_no_name_from_an_older_file(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, Content] = {"in/a": "1", "in/k.zip": {"x": "2"}}
    nights.run(files)
    honest = Nights.look
    old = Nights.look(nights, "in/a", "1").modified

    def look(self: Nights, path: str, content: Content) -> Candidate:
        return replace(honest(self, path, content), modified=old if path in files else old + 10)

    monkeypatch.setattr(Nights, "look", look)
    done = nights.run({**files, "in/b": "1", "in/l": "2"}, Settings(since=datetime.fromtimestamp(old + 5, UTC)))
    assert done == {"in/a": "skipped", "in/k.zip": "skipped", "in/b": "duplicate", "in/l": "duplicate"}
    assert nights.names() == {doc_id("1"): "in/a", doc_id("2"): "in/k.zip!/x"}


def test_since_says_nothing_of_a_file_without_a_known_time(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    remote = Candidate(Path("in/a"), "in/a", "in", "http://x/in/a", 1, None, 0.0, remote=RemoteFile("http://x/in/a"))
    monkeypatch.setattr(Nights, "look", lambda self, path, content: remote)
    assert nights.run({"in/a": "1"}, Settings(since=datetime.fromtimestamp(1001, UTC))) == {"in/a": "read"}
    nights.opened.clear()
    assert nights.run({"in/a": "1"}) == {"in/a": "unchanged"}
    assert nights.opened == ["in/a"], "only its bytes say that it did not change"


def test_one_changed_member_is_read_alone(nights: Nights) -> None:
    nights.run({"in/z.zip": {"x": "1", "y": "2"}})
    assert nights.run({"in/z.zip": {"x": "1", "y": "3"}}) == {
        "in/z.zip": "unpacked", "in/z.zip!/x": "unchanged", "in/z.zip!/y": "read",
    }  # fmt: skip


def test_an_archive_that_vanished_is_missed_with_its_members(nights: Nights) -> None:
    nights.run({"in/z.zip": {"x": "1", "y": "2"}})
    assert nights.run({}) == {"in/z.zip": "missing", "in/z.zip!/x": "missing", "in/z.zip!/y": "missing"}
    assert nights.run({}) == {}
    assert nights.run({"in/z.zip": {"x": "1"}}) == {"in/z.zip": "unpacked", "in/z.zip!/x": "unchanged"}


def test_an_archive_that_broke_is_set_aside_and_its_members_are_missed(nights: Nights) -> None:
    nights.run({"in/z.zip": {"x": "1"}})
    assert nights.run({"in/z.zip": "bad"}) == {"in/z.zip": "quarantined", "in/z.zip!/x": "missing"}
    assert nights.run({"in/z.zip": "bad"}) == {"in/z.zip": "quarantined"}


def test_a_document_inside_and_outside_of_an_archive_is_one(nights: Nights) -> None:
    nights.run({"in/a.zip": {"x": "1"}, "in/b": "1"})
    assert nights.names() == {doc_id("1"): "in/a.zip!/x"}
    assert nights.run({"in/b": "1"})["in/b"] == "read"
    assert nights.run({"in/a": "1", "in/a.zip": {"x": "1"}}) == {
        "in/a": "read", "in/a.zip": "unpacked", "in/a.zip!/x": "duplicate", "in/b": "missing",
    }  # fmt: skip
    assert nights.run({"in/a.zip": {"x": "1"}})["in/a.zip!/x"] == "read"


def test_an_archive_whose_run_died_is_opened_again(nights: Nights) -> None:
    files: dict[str, Content] = {"in/z.zip": {"x": "1", "y": "2"}}
    nights.run(files, death=Death(0, (True, False)))
    assert nights.run(files) == {"in/z.zip": "unpacked", "in/z.zip!/x": "unchanged", "in/z.zip!/y": "read"}


def test_the_reason_of_a_document_without_facts_stays(nights: Nights) -> None:
    nights.run({"in/a": "1"})
    nights.known["in/a"] = replace(nights.known["in/a"], reason="no_fact", message="no fact found")
    (note,) = nights.sort({"in/a": "1"})
    assert isinstance(note, Note)
    assert (note.action, note.known, note.file.reason) == ("unchanged", True, "no_fact")


def test_a_skipped_candidate_is_noted_once(nights: Nights, monkeypatch: pytest.MonkeyPatch) -> None:
    skipped = Candidate(Path("in/a"), "in/a", "in", "in/a", skip=("other_kind", ".md is no report"))
    monkeypatch.setattr(Nights, "look", lambda self, path, content: skipped)
    assert nights.run({"in/a": "1"}) == {"in/a": "skipped"}
    assert nights.opened == []
    (note,) = nights.sort({"in/a": "1"})
    assert isinstance(note, Note)
    assert note.known


def test_a_file_that_cannot_be_opened_is_set_aside_and_tried_again(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Nights, "fetch", lambda self, candidate: Failure("unreachable", "no route"))
    assert nights.run({"in/a": "1"}) == {"in/a": "quarantined"}
    monkeypatch.undo()
    assert nights.run({"in/a": "1"}) == {"in/a": "read"}


TEXTS = st.sampled_from(["1", "2", "bad"])
ARCHIVES = st.dictionaries(st.sampled_from(["x", "y"]), TEXTS, min_size=1)
FOLDERS = st.fixed_dictionaries(
    {}, optional={"in/a": TEXTS, "in/c": TEXTS, "in/d": TEXTS, "in/b.zip": ARCHIVES, "in/e.zip": ARCHIVES}
)


DEATHS = st.builds(Death, st.integers(0, 6), st.tuples(*[st.booleans()] * 5))


@settings(deadline=None, max_examples=300, derandomize=True)
@given(nights=st.lists(st.tuples(FOLDERS, st.none() | DEATHS), max_size=4), last=FOLDERS)
def test_whatever_happened_before_the_last_night_does_not_show(
    nights: list[tuple[dict[str, Content], Death | None]], last: dict[str, Content]
) -> None:
    """Nights with other files, some killed when any part of their work was recorded: then the documents that stand there
    bear the names that a first run gives them, and one more night finds nothing to do."""
    history = Nights()
    for files, death in nights:
        history.run(files, death=death)
    history.run(last)
    expected = first_paths(last)
    assert {document: history.names()[document] for document in expected} == expected
    history.run(last)  # the twins of a file that was set aside are seen to be bad, too
    history.opened.clear()
    again = history.run(last)
    assert history.opened == []
    assert not {"read", "unpacked", "missing"} & set(again.values())
    assert set(flatten(last)) <= set(again)
