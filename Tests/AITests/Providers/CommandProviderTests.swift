import AI
import Synchronization
import Testing

struct CommandProviderTests {
    private func ask(
        _ command: String, timeLimit: Duration = .seconds(60)
    ) async throws(ModelError) -> (Reply, [String]) {
        let pieces = Mutex([String]())
        let provider = Provider.command(
            name: "p", command: command, environment: ["PATH": "/usr/bin:/bin"], timeLimit: timeLimit)
        let reply = try await provider.ask(ModelRequest(model: "", messages: [Message(.user, "Hi")])) {
            piece in
            if case .text(let text) = piece { pieces.withLock { $0.append(text) } }
        }
        return (reply, pieces.withLock { $0 })
    }

    @Test func `what a program prints is handed on as it comes, without cutting a character`() async throws {
        // The second half of the character comes only once the first piece was read.
        let (reply, pieces) = try await ask("printf 'gr\\303'; sleep 0.1; printf '\\274ße '; cat")
        #expect(reply.message.text == "grüße Hi\n")
        #expect(pieces.joined() == reply.message.text)
        #expect(pieces.first == "gr")
    }

    @Test func `half a character at the end is mended`() async throws {
        #expect(try await ask("printf 'a\\303'").0.message.text == "a\u{FFFD}")
    }

    @Test(arguments: [
        ("echo half; echo why >&2; exit 3", ModelError.Kind.protocol, "'p' ended with exit status 3: why"),
        ("kill -9 $$", .protocol, "'p' was ended by signal 9"), ("true", .protocol, "'p' has said nothing"),
    ])
    func `a program that fails says so`(command: String, kind: ModelError.Kind, message: String) async {
        let error = await #expect(throws: ModelError.self) { try await ask(command) }
        #expect(error?.kind == kind && error?.message == message)
    }

    @Test func `a program that has failed is not run again, and costs nothing`() async throws {
        let clock = VirtualClock()
        for (command, timeLimit) in [("exit 1", Duration.seconds(60)), ("sleep 60", .milliseconds(50))] {
            let provider = Provider.command(
                name: "p", command: command, environment: ["PATH": "/usr/bin:/bin"], timeLimit: timeLimit)
            let router = Router(
                [provider], budgets: BudgetLedger(day: SpendingLimit(money: .zero)), clock: clock.routing
            ) { _, _, _ in nil }
            let failure = await #expect(throws: RoutingFailure.self) {
                try await router.ask(.question(), over: Route([RouteCandidate("p")]))
            }
            #expect(failure?.record.attempts.count == 1)
            #expect(failure?.record.cost == .zero)
        }
    }
}
