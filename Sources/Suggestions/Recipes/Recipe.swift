/// A way to do an everyday task that was written down and tried, for those who have no model to ask.
public struct Recipe: Sendable, Equatable {
    /// As the file is called, as in `undo-last-commit`.
    public var name: String
    /// What it does, in one line.
    public var title: String
    /// When it is the right one; may be empty.
    public var reason = ""
    /// Words that a task may have that it answers, beside those of the title.
    public var words: [String] = []
    /// Words that say that it is to be done, beside the first one of the title.
    public var verbs: [String] = []
    /// Programs that have to be there.
    public var programs: [String] = []
    /// Files at the top of the repository one of which has to be there; empty where none has to be.
    public var files: [String] = []
    /// What may be different each time.
    public var inputs: [RecipeInput] = []
    /// With `${{ inputs.<name> }}` where an input goes, outside of quotes.
    public var steps: [SuggestedStep] = []
}

/// A value that a recipe is given, or that is found in the words of the task.
public struct RecipeInput: Sendable, Equatable {
    /// As in `${{ inputs.<name> }}`.
    public var name: String
    /// What it means, in a few words.
    public var summary: String
    /// What it may be.
    public var kind: Kind
    /// What counts where nothing is said; nil where it has to be said.
    public var defaultValue: String?

    /// What a word of a task has to be to be taken for the input.
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// A whole number from 1, in digits or up to ten in letters.
        case number
        /// What stands in quotes.
        case text
        /// What stands in quotes or behind `to`, `as`, `called` or `named`, as a new name does.
        case name
        /// A branch that there is.
        case branch
        /// A tag that there is.
        case tag
        /// A remote that there is.
        case remote
        /// Something that names a commit.
        case revision
        /// What looks like a path; relative ones start where the user is.
        case path
    }
}
