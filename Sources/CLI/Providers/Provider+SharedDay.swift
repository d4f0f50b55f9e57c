import AI
import Synchronization

extension Provider {
    /// The same provider, asked only as long as a day's budget has room for it, whoever else uses that.
    func within(_ day: SharedDay, price: @escaping Router.Price) -> Provider {
        Provider(
            name: name, model: model, place: place, usualPrice: usualPrice, isRepeatable: isRepeatable
        ) { [self] (request, onPiece) throws(ModelError) -> Reply in
            let model = request.model.isEmpty ? self.model : request.model
            func spending(_ usage: Usage) -> Spending {
                let money = price(name, model, usage) ?? usualPrice?.cost(of: usage)
                return Spending(tokens: usage.total, money: money ?? .zero)
            }
            let estimate = RequestEstimate(of: request)
            let reservation = try day.reserve(
                spending(Usage(input: estimate.input, output: estimate.output)))
            let seen = SeenBytes()
            do throws(ModelError) {
                let reply = try await ask(request) { piece in
                    seen.add(piece)
                    onPiece(piece)
                }
                let isCounted = reply.usage.input != nil || reply.usage.output != nil
                let guess = Usage(
                    input: estimate.input, output: max(seen.tokens, (reply.message.text.utf8.count + 3) / 4))
                day.settle(reservation, used: spending(isCounted ? reply.usage : guess))
                return reply
            } catch {
                // As the record has it: what is not free, or has begun, was paid as far as it has come.
                let isFree = error.isFree && error.kind != .cancelled && seen.tokens == 0
                day.settle(
                    reservation,
                    used: isFree
                        ? Spending() : spending(Usage(input: estimate.input, output: seen.tokens)))
                throw error
            }
        }
    }
}

/// Counts what has come of an answer.
private final class SeenBytes: Sendable {
    private let bytes = Mutex(0)

    /// A token for every four bytes, as ``RequestEstimate`` counts.
    var tokens: Int { (bytes.withLock { $0 } + 3) / 4 }

    func add(_ piece: ReplyPiece) {
        let size =
            switch piece {
            case .text(let text), .thinking(let text): text.utf8.count
            case .toolCall(let id, let name): id.utf8.count + name.utf8.count
            }
        bytes.withLock { $0 += size }
    }
}
