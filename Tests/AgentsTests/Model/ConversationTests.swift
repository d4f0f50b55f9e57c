import AI
import JSON
import Testing

@testable import Agents

struct ConversationTests {
    private static func calling(_ names: String...) -> [Message] {
        [
            Message(
                .assistant,
                names.map {
                    .toolCall(ToolCall(id: $0, name: "read_file", arguments: "{\"path\":\"\($0)\"}"))
                }),
            Message(.user, names.map { .toolResult(ToolResult(call: $0, name: "read_file", text: "x")) }),
        ]
    }

    private static let talk = [Message(.assistant, "I think."), Message(.user, "Do something.")]

    @Test func `three turns of talk are a dead end, two need a nudge`() {
        var messages = [Message(.user, "question")]
        #expect(Conversation(messages).deadEnd == nil && Conversation(messages).nudge == nil)
        messages += Self.talk
        #expect(Conversation(messages).nudge?.hasPrefix("Nothing was done: ") == true)
        messages += Self.talk
        #expect(Conversation(messages).deadEnd == nil)
        messages += Self.talk
        #expect(Conversation(messages).deadEnd == "it talks and calls no tool")
        messages += Self.calling("a")
        #expect(Conversation(messages).deadEnd == nil && Conversation(messages).nudge == nil)
    }

    @Test func `five turns that ask for the very same are a dead end, from the third on there is a nudge`() {
        var messages = [Message(.user, "question")]
        for turn in 1...5 {
            messages += Self.calling("a", "b")
            let conversation = Conversation(messages)
            #expect((conversation.nudge != nil) == (turn >= 3), "\(turn)")
            #expect((conversation.deadEnd != nil) == (turn >= 5), "\(turn)")
        }
        #expect(Conversation(messages + Self.calling("a")).deadEnd == nil)
        #expect(Conversation(messages + Self.calling("b", "a")).deadEnd == nil)
    }

    @Test func `an answer that was cut off is told what it was`() {
        let messages = [Message(.user, "question"), Message(.assistant, "Well")]
        #expect(Conversation(messages, stop: .length).nudge?.hasPrefix("Your answer was cut off") == true)
        let broken = ToolCall(id: "1", name: "create_file", arguments: "{\"path\":\"a\",\"te")
        let cut = [Message(.user, "question"), Message(.assistant, [.toolCall(broken)])]
        #expect(Conversation(cut, stop: .length).nudge?.hasPrefix("Your answer was cut off") == true)
        #expect(Conversation(cut, stop: .tools).nudge == nil)
    }

    @Test func `a refusal is a dead end, unless there are tools to call`() {
        let messages = [Message(.user, "question"), Message(.assistant, "No.")]
        #expect(Conversation(messages, stop: .refused).deadEnd == "the model has refused to go on")
        #expect(
            Conversation([Message(.user, "question"), Message(.assistant, [])], stop: .refused).deadEnd != nil
        )
        #expect(Conversation(Self.calling("a"), stop: .refused).deadEnd == nil)
    }
}

struct AgentBudgetTests {
    @Test func `each bound ends the work when it is reached, and not before`() throws {
        let budget = AgentBudget(
            turns: 3, tokens: 100, money: Money(dollars: "0.50"), milliseconds: 120_000)
        var spent = AgentBudget.Spending()
        #expect(budget.exhausted(by: spent) == nil)
        (spent.turns, spent.tokens, spent.milliseconds) = (2, 99, 119_999)
        spent.money = try #require(Money(dollars: "0.4999"))
        #expect(budget.exhausted(by: spent) == nil)
        spent.milliseconds = 120_000
        #expect(budget.exhausted(by: spent) == "2 minutes")
        spent.money = try #require(Money(dollars: "0.5"))
        #expect(budget.exhausted(by: spent) == budget.money?.description)
        spent.tokens = 100
        #expect(budget.exhausted(by: spent) == "100 tokens")
        spent.turns = 3
        #expect(budget.exhausted(by: spent) == "3 turns")
    }

    @Test func `without a bound in money any sum will do`() throws {
        var spent = AgentBudget.Spending()
        spent.money = try #require(Money(dollars: "1000000"))
        #expect(AgentBudget().exhausted(by: spent) == nil)
    }
}
