import Domain
import JSON
import Testing

@Suite struct PullRequestEventCodingTests {
    /// What was once written has to be read for ever.
    static let written: [(String, String, PullRequestEvent)] = [
        (
            "pr_opened",
            #"{"base":"main","commit":"c1","draft":true,"from":"c0","head":"fix/it","issue":"42","run":"r","title":"Fix it","tree":"t1"}"#,
            .opened(.sample(isDraft: true))
        ),
        (
            "pr_opened", #"{"base":"main","commit":"c1","head":"a","title":"x","tree":"t1"}"#,
            .opened(
                PullRequestOpening(
                    title: "x", head: "a", base: "main", commit: .init(commit: "c1", tree: "t1")))
        ),
        ("pr_edited", #"{"title":"new"}"#, .edited(.init(title: "new"))),
        ("pr_edited", #"{"base":"next"}"#, .edited(.init(base: "next"))),
        ("pr_edited", "{}", .edited(.init())),
        (
            "pr_head_moved", #"{"cause":"amend","commit":"c2","from":"c0","tree":"t2"}"#,
            .headMoved(.numbered(2), .amend)
        ),
        (
            "pr_commented", #"{"commit":"c1","line":3,"path":"a b","text":"why?"}"#,
            .commented(.init("why?", path: "a b", line: 3, commit: "c1"))
        ),
        ("pr_commented", #"{"text":"hm"}"#, .commented(.init("hm"))),
        (
            "pr_reviewed", #"{"commit":"c1","text":"no","verdict":"reject"}"#,
            .reviewed(.init(.reject, "no", commit: "c1"))
        ),
        ("pr_reviewed", #"{"verdict":"approve"}"#, .reviewed(.init(.approve))),
        ("pr_readied", "{}", .readied), ("pr_closed", "{}", .closed), ("pr_reopened", "{}", .reopened),
        (
            "pr_merged", #"{"commit":"m","method":"squash","previous":"p"}"#,
            .merged(.init(commit: "m", method: .squash, previous: "p"))
        ),
        ("pr_merged", #"{"commit":"m"}"#, .merged(.init(commit: "m", method: nil))),
    ]

    @Test func `facts are written and read in one form`() throws {
        for (type, text, event) in Self.written {
            #expect(event.type == type)
            #expect(JSON.object(event.data).canonical == text)
            let data = try #require(try JSON(parsing: text).objectValue)
            #expect(PullRequestEvent(type: type, data: data) == event)
        }
    }

    @Test func `members and types of later versions are passed over`() throws {
        let later: JSON.Object = [
            "commit": "c2", "tree": "t2", "from": "c0", "cause": "teleport", "colour": "red",
        ]
        #expect(PullRequestEvent(type: "pr_head_moved", data: later) == .headMoved(.numbered(2), .rebase))
        #expect(PullRequestEvent(type: "pr_teleported", data: later) == nil)
        #expect(
            PullRequestEvent(type: "pr_merged", data: ["commit": "m", "method": "teleport"])
                == .merged(.init(commit: "m", method: nil)))
    }

    @Test func `facts that lack what they must have are none`() {
        for type in ["pr_opened", "pr_head_moved", "pr_commented", "pr_reviewed", "pr_merged"] {
            #expect(PullRequestEvent(type: type, data: [:]) == nil)
        }
        #expect(PullRequestEvent(type: "pr_reviewed", data: ["verdict": "maybe"]) == nil)
        #expect(PullRequestEvent(type: "pr_commented", data: ["text": 1]) == nil)
    }
}
