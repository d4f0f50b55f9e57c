import Journal
import Platform
import Suggestions

/// The conversation with somebody at a terminal about what is to become of a suggestion.
struct SuggestionDialogue {
    var table: SuggestionSession
    /// The alternative that is talked about, from 0.
    var index: Int

    private enum Answer {
        case run, edit, other, quit, unclear
        case number(Int)

        init(_ text: String) {
            if let number = Int(text) {
                self = .number(number - 1)
                return
            }
            let words: [(String, Answer)] = [
                ("run", .run), ("yes", .run), ("edit", .edit), ("other", .other), ("quit", .quit),
                ("no", .quit),
            ]
            self = words.first { !text.isEmpty && $0.0.hasPrefix(text) }?.1 ?? .unclear
        }
    }

    /// Asks until something is performed or nothing is to be.
    mutating func hold(_ session: inout Session, _ arguments: Arguments) throws(Failure) -> ExitStatus {
        let count = table.draft.ranked.count
        while true {
            let other = count > 1 ? "other, " : ""
            let prompt = "alternative \(index + 1) of \(count): run, edit, \(other)quit? "
            guard let text = Question.ask(prompt) else { return try reject(session) }
            switch Answer(text) {
            case .run:
                if let problem = problem {
                    session.remark(problem)
                } else if try table.confirm(index, session) {
                    return try table.perform(index, &session, arguments)
                }
            case .edit:
                do throws(Failure) {
                    if try table.edit(index, session) { show(session) }
                } catch { StandardError.write(error.text) }
            case .other where count > 1:
                index = (index + 1) % count
                show(session)
            case .number(let number) where (0..<count).contains(number):
                index = number
                show(session)
            case .quit: return try reject(session)
            case .other, .number, .unclear:
                session.remark("'r' runs it, 'e' edits it, a number chooses another one, 'q' ends")
            }
        }
    }

    /// Why it can't be performed as it stands.
    private var problem: String? {
        do throws(Failure) { try table.requirePerformable(index) } catch {
            return error.text.split(separator: "\n").joined(separator: "\n")
        }
        return nil
    }

    private func show(_ session: borrowing Session) {
        let preview = SuggestionPreview(style: .error(session.terminal))
        for line in preview.lines(table.standing(index), number: index + 1) { session.remark(line) }
    }

    private func reject(_ session: borrowing Session) throws(Failure) -> ExitStatus {
        if let id = table.id {
            var journal = try session.openJournal()
            try SuggestionLog.append(
                .rejected, of: id, "suggestion \(id.description.prefix(4)): rejected", session, in: &journal)
        }
        session.remark("nothing was performed")
        return .done
    }
}
