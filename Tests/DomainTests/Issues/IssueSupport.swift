import Domain
import Markdown

/// Not that of the testing library.
typealias Issue = Domain.Issue

func references(_ text: String, title: String = "") throws -> CodeReferences {
    CodeReferences.find(title: title, in: try Markdown.parse(Array(text.utf8)))
}

func inBlock(_ text: String) -> String { "```\n\(text)\n```\n" }
