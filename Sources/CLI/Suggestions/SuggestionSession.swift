import Engine
import Git
import JSON
import Journal
import Platform
import Suggestions
import Workflow

/// A suggestion on the table: what was made of it so far, and what can still be made of it.
struct SuggestionSession {
    let draft: SuggestionDraft
    /// Under which it is recorded; nil where nothing is.
    let id: SuggestionID?
    let ground: SuggestionGround
    let maker: SuggestionMaker
    /// What somebody has made of alternatives, by their numbers from 0.
    private(set) var edits: [Int: Edit] = [:]

    /// An alternative as somebody has edited it.
    struct Edit {
        let text: [UInt8]
        let ranked: RankedAlternative
    }

    /// A suggestion that was just made, or made before.
    init(_ draft: SuggestionDraft, _ id: SuggestionID?, _ maker: SuggestionMaker) {
        (self.draft, self.id, self.maker, ground) = (draft, id, maker, maker.ground)
    }

    /// An alternative as it stands now, by its number from 0.
    func standing(_ index: Int) -> RankedAlternative { edits[index]?.ranked ?? draft.ranked[index] }

    /// The workflow of an alternative as it stands now.
    func text(_ index: Int) -> [UInt8] {
        edits[index]?.text
            ?? Array(
                WorkflowText.text(of: draft.ranked[index].alternative, for: draft.task, here: ground.here)
                    .utf8)
    }

    /// What the workflow is called, and its text in diagnostics.
    static let (name, file) = ("suggestion", "suggestion.yml")

    /// Takes over what somebody has made of an alternative, once it has no errors.
    ///
    /// - Parameters:
    ///   - index: of the alternative.
    ///   - text: of the workflow.
    ///   - library: what it may refer to.
    mutating func take(_ index: Int, _ text: [UInt8], _ library: RunLibrary) throws(Failure) {
        let workflow = try library.read(text, as: Self.name, at: Self.file) { StandardError.write($0) }
        let (alternative, unjudged) = EditedWorkflow.alternative(
            of: workflow.definition, from: draft.ranked[index].alternative)
        edits[index] = Edit(text: text, ranked: maker.rank([alternative])[0].asking(about: unjudged))
    }

    /// Has the user edit an alternative, checks what comes back, and records it.
    ///
    /// - Returns: false when nothing is left of the text, or when it is wrong and is not to be edited again.
    mutating func edit(_ index: Int, _ session: borrowing Session) throws(Failure) -> Bool {
        let editor = try SuggestionEditor(session)
        let library = try library(session)
        let before = text(index)
        var current = before
        while true {
            guard let text = try editor.edit(current) else {
                session.remark("nothing is left of it: it stays as it was")
                return false
            }
            if text == before { return true }
            current = text
            do throws(Failure) { try take(index, text, library) } catch {
                guard Question.canBeAsked else { throw error }
                StandardError.write(error.text)
                guard let answer = Question.ask("edit it again? [Y/n] "), answer.first != "n" else {
                    return false
                }
                continue
            }
            try record(changeOf: index, from: before, session)
            return true
        }
    }

    func library(_ session: borrowing Session) throws(Failure) -> RunLibrary {
        let journal = try session.openJournal()
        return try RunLibrary(
            journal.repository, at: ground.base, maximumSteps: try session.maximumSteps(in: journal))
    }

    private func record(
        changeOf index: Int, from before: [UInt8], _ session: borrowing Session
    ) throws(Failure) {
        guard let id, let edit = edits[index] else { return }
        var journal = try session.openJournal()
        let texts: KeyValuePairs<String, String?> = [
            "the workflow": String(decoding: edit.text, as: UTF8.self)
        ]
        try session.requireNoSecrets(in: texts, journal)
        let event = SuggestionEvent.changed(
            alternative: index, commands: edit.ranked.alternative.steps.map(\.command))
        try SuggestionLog.append(
            event, of: id, "suggestion \(id.description.prefix(4)): changed", session, in: &journal,
            attachments: [
                Attachment(name: SuggestionEvent.suggestedFile, content: .bytes(before)),
                Attachment(name: SuggestionEvent.editedFile, content: .bytes(edit.text)),
            ])
    }
}

/// Records what becomes of suggestions.
enum SuggestionLog {
    static func append(
        _ event: SuggestionEvent, of id: SuggestionID, _ subject: String, _ session: borrowing Session,
        in journal: inout Journal, attachments: [Attachment] = []
    ) throws(Failure) {
        let identity = try session.identity(in: journal)
        let draft = event.draft(of: id, by: session.actor(identity), attachments: attachments)
        do throws(JournalError) {
            _ = try journal.append(Decision(subject: subject, events: [draft]), by: identity)
        } catch { throw Failure(error) }
    }

    /// Records a new suggestion, unless Git does not know who the user is: being told something is no reason to
    /// have a name.
    static func make(
        _ draft: SuggestionDraft, _ session: borrowing Session, in journal: inout Journal
    ) throws(Failure) -> SuggestionID? {
        guard !draft.ranked.isEmpty else { return nil }
        do throws(Failure) { _ = try session.identity(in: journal) } catch { return nil }
        let id = SuggestionID(bits: UInt64.random(in: .min ... .max))
        try append(
            .made(task: draft.task, draft.ranked.map(\.alternative)), of: id,
            "suggestion \(id.description.prefix(4)): \(draft.ranked.count) made", session, in: &journal)
        return id
    }
}
