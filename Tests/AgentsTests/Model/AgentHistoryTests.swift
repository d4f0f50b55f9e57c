import AI
import Git
import JSON
import Journal
import Testing

@testable import Agents

/// What is read back from the facts of the stream `agent/<run>`.
struct AgentHistoryTests {
    private static let (first, second) = (
        String(repeating: "a", count: 40), String(repeating: "b", count: 40)
    )

    private static func event(_ type: String, _ data: JSON.Object) throws -> Event {
        let line: JSON = [
            "v": 1, "id": "00000000000000000000000001", "stream": "agent/8xk2", "type": .string(type),
            "at": 1,
            "actor": "person/a", "cause": .null, "data": .object(data),
        ]
        return try Event(line: Array(line.canonical.utf8))
    }

    private static func bytes(_ message: Message) -> [UInt8] { Array(message.json.canonical.utf8) }

    private static let call = Message(
        .assistant, [.text("look"), .toolCall(ToolCall(id: "1", name: "list_files", arguments: "{}"))])
    private static let result = Message(
        .user, [.toolResult(ToolResult(call: "1", name: "list_files", text: "a"))])

    private static func begun() throws -> AgentHistory {
        var history = AgentHistory()
        try history.add(
            try event("agent_began", ["tree": .string(first)]), ["PROMPT.md": Array("question".utf8)])
        return history
    }

    @Test func `turns, files and what was used up are put together`() throws {
        var history = try Self.begun()
        #expect(history.question == "question" && history.start?.hex == Self.first)
        #expect(history.messages.isEmpty && history.tree == nil)
        for _ in 1...2 {
            try history.add(
                try Self.event(
                    "agent_replied",
                    ["tokens": 10, "cost_picodollars": 5, "milliseconds": 3, "stop": "tools"]),
                ["REPLY.json": Self.bytes(Self.call)])
            #expect(history.stop == .tools)
            try history.add(
                try Self.event("agent_acted", ["tree": .string(Self.second), "milliseconds": 4]),
                ["RESULTS.json": Self.bytes(Self.result)])
        }
        #expect(history.messages == [Self.call, Self.result, Self.call, Self.result])
        #expect(history.tree?.hex == Self.second)
        #expect(
            history.spent
                == AgentBudget.Spending(
                    turns: 2, tokens: 20, money: Money(picodollars: 10), milliseconds: 14))
    }

    @Test func `a conversation that begins anew forgets the one before`() throws {
        var history = try Self.begun()
        try history.add(
            try Self.event("agent_replied", ["tokens": 10]), ["REPLY.json": Self.bytes(Self.call)])
        try history.add(
            try Self.event("agent_began", ["tree": .string(Self.second)]), ["PROMPT.md": Array("new".utf8)])
        #expect(history.question == "new" && history.start?.hex == Self.second)
        #expect(history.messages.isEmpty && history.spent == AgentBudget.Spending())
    }

    @Test func `facts of other kinds are passed over, and what is missing or broken is an error`() throws {
        var history = try Self.begun()
        try history.add(try Self.event("agent_slept", [:]), [:])
        #expect(history.messages.isEmpty)
        #expect(throws: (any Error).self) { try history.add(try Self.event("agent_replied", [:]), [:]) }
        #expect(throws: (any Error).self) {
            try history.add(try Self.event("agent_acted", [:]), ["RESULTS.json": Array("{".utf8)])
        }
    }
}
