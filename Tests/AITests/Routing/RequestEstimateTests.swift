import AI
import JSON
import Testing

struct RequestEstimateTests {
    @Test func `four bytes are a token, rounded up, and frames count`() {
        var request = ModelRequest(
            model: "m", system: "12345", messages: [Message(.user, "1234"), Message(.assistant, "é")])
        request.maximumOutput = 77
        #expect(RequestEstimate(of: request) == RequestEstimate(input: 2 + (4 + 1) + (4 + 1), output: 77))
    }

    @Test func `an answer without a limit is assumed to have one`() {
        let estimate = RequestEstimate(of: ModelRequest(model: "m", messages: []))
        #expect(estimate == RequestEstimate(input: 0, output: RequestEstimate.assumedOutput))
    }

    @Test func `tools, results and foreign parts count`() {
        var request = ModelRequest(
            model: "m",
            messages: [
                Message(.assistant, [.toolCall(ToolCall(id: "1", name: "run", arguments: "{}"))]),
                Message(.user, [.toolResult(ToolResult(call: "1", name: "run", text: "0123456"))]),
                Message(.assistant, [.foreign(format: "f", ["a": 1]), .thinking(Thinking("1234"))]),
            ])
        let before = RequestEstimate(of: request).input
        #expect(before == (4 + 2) + (4 + 2) + (4 + 2 + 1))
        request.tools = [ToolDefinition(name: "run", summary: "runs", parameters: ["type": "object"])]
        #expect(RequestEstimate(of: request).input == before + 8 + (3 + 4 + 17 + 3) / 4)
    }

    @Test func `what is to be thought comes on top of what is assumed`() {
        var request = ModelRequest(model: "m", messages: [])
        request.thinking = .high
        #expect(RequestEstimate(of: request).output == 8192 + 24576)
        request.maximumOutput = .max
        #expect(RequestEstimate(of: request).total == .max)
    }
}
