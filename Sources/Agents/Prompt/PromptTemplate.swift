public import Git
import Workflow

/// The text that prompts are made of, with placeholders in `${{ }}`.
///
/// They are expressions of the definition language: whoever writes workflows knows them. Beyond that every
/// name is checked, as a prompt that lacks a part is not noticed otherwise.
public struct PromptTemplate: Sendable, Equatable {
    /// What errors call it.
    public let name: String
    /// Its text.
    public let text: String
    private let template: Template

    /// Where a repository keeps its own.
    public static let path = ".autowrk/templates/prompts/issue.md"

    /// Where it keeps that of the coding agent.
    static let modelPath = ".autowrk/templates/prompts/model.md"

    /// Reads a template.
    ///
    /// - Throws: for what is no expression, and for names that are none of a prompt, with the place.
    public init(name: String, _ bytes: [UInt8]) throws(PromptError) {
        let text = String(decoding: bytes, as: UTF8.self)
        (self.name, self.text) = (name, text)
        do throws(ExpressionError) {
            template = try Template(parsing: text)
        } catch {
            throw PromptError(name, error.summary, at: error.offset, in: text, hints: error.hints)
        }
        for (expression, offset) in template.expressions {
            for reference in expression.references {
                guard let mistake = PromptValues.mistake(in: reference) else { continue }
                throw PromptError(
                    name, mistake.message, at: offset + reference.offsets[mistake.element], in: text,
                    hints: mistake.hints)
            }
        }
    }

    /// The template of a commit's own tree; nil where it has none.
    public init?(
        of commit: ObjectID, at path: String = Self.path, in repository: borrowing Repository
    ) throws {
        guard let entry = try repository.entry(at: path, in: commit), entry.mode != .tree,
            entry.mode != .submodule
        else { return nil }
        try self.init(name: path, try repository.blob(entry.id))
    }

    /// The prompt.
    ///
    /// - Throws: for an expression that can't be evaluated, with the place.
    public func render(_ fields: PromptFields) throws(PromptError) -> String {
        do throws(ExpressionError) {
            return try template.evaluate(in: EvaluationContext(contexts: PromptValues(fields).contexts)).text
        } catch {
            throw PromptError(name, error.summary, at: error.offset, in: text, hints: error.hints)
        }
    }
}
