/// What somebody wants changed, as read from a text.
public struct Issue: Sendable, Equatable {
    /// On a forge or in the repository's own count; nil where nobody has counted.
    public var number: Int?
    /// One line without control characters, never empty.
    public var title: String
    /// As they are written, each once.
    public var labels: [String]
    /// Who has written it, as the text says.
    public var author: String?
    /// The text as it came, front matter included.
    public var text: String
    /// The text without front matter.
    public var body: String
    /// What is asked for, in the order of the text.
    public var requirements: [Requirement]
    /// What it is measured by, in the order of the text.
    public var criteria: [AcceptanceCriterion]
    /// What should happen; nil where there is no such section.
    public var expected: String?
    /// What happens instead.
    public var actual: String?
    /// How to see it.
    public var reproduction: String?
    /// Sentences of prose that end in a question mark.
    public var questions: [String]
    /// Changes that the text brings along, in its order.
    public var suggestions: [SuggestedChange]
    /// The places and names of code in it.
    public var references: CodeReferences
    /// How many words its prose has.
    public var wordCount: Int

    init(title: String, text: String, body: String) {
        (number, self.title, labels, author) = (nil, title, [], nil)
        (self.text, self.body) = (text, body)
        (requirements, criteria, expected, actual, reproduction) = ([], [], nil, nil, nil)
        (questions, suggestions, references, wordCount) = ([], [], CodeReferences(), 0)
    }

    /// Something that is asked for.
    public struct Requirement: Sendable, Equatable {
        /// Without markup.
        public var text: String
        /// Of the issue's text.
        public var line: Int

        /// A requirement that stands on this line.
        public init(_ text: String, line: Int) { (self.text, self.line) = (text, line) }
    }

    /// Something by which the result is measured.
    public struct AcceptanceCriterion: Sendable, Equatable {
        /// Without markup.
        public var text: String
        /// Whether the task is ticked; nil where it is no task.
        public var isDone: Bool?
        /// Of the issue's text.
        public var line: Int

        /// A criterion that stands on this line.
        public init(_ text: String, isDone: Bool? = nil, line: Int) {
            (self.text, self.isDone, self.line) = (text, isDone, line)
        }
    }
}

/// A change that an issue brings along.
public struct SuggestedChange: Sendable, Equatable {
    /// What its text is.
    public enum Form: Sendable, Equatable {
        /// A unified diff, mails of `git format-patch` among them.
        case patch
        /// The new text of some lines, as in reviews. Path and lines are nil where the issue does not name
        /// them: then it can't be applied.
        case replacement(path: String?, lines: ClosedRange<Int>?)
    }

    /// What its text is.
    public var form: Form
    /// As it stands in the issue.
    public var text: String
    /// The line of the issue that it begins on.
    public var line: Int

    /// A change of these parts.
    public init(_ form: Form, text: String, line: Int) {
        (self.form, self.text, self.line) = (form, text, line)
    }
}
