import Testing

@testable import Suggestions

/// The words of a task, without what makes the same word look different.
@Suite struct TaskWordsTests {
    @Test(arguments: [
        ("branches", "branch"), ("Tagging", "tag"), ("squashed", "squash"), ("merging", "merge"),
        ("merged", "merge"), ("dependencies", "dependency"), ("files", "file"), ("status", "status"),
        ("removing", "remove"), ("tests", "test"), ("testing", "test"), ("changes", "change"),
        ("boxes", "box"),
        ("stashing", "stash"), ("less", "less"), ("is", "is"),
    ])
    func `forms of a word are the same word`(form: String, word: String) {
        #expect(TaskWords.stem(form.lowercased()) == TaskWords.stem(word))
    }

    @Test func `words that say nothing are left out`() {
        #expect(TaskWords.list(of: "Undo the last commit, please!") == ["undo", "last", "commit"])
        #expect(TaskWords.likeness([], []) == 0)
        #expect(TaskWords.likeness(["a", "b"], ["b", "c", "d"]) == 0.25)
    }
}
