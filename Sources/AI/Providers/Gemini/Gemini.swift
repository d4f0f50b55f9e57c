public import HTTP
import JSON

/// Google's Gemini API, version v1beta.
public struct Gemini: WireFormat {
    /// `gemini`.
    public let name = "gemini"
    /// Google's service for keys; Vertex AI is another one.
    public let defaultURL: String? = "https://generativelanguage.googleapis.com"
    /// Both of Google's names.
    public let keyVariables = ["GEMINI_API_KEY", "GOOGLE_API_KEY"]

    /// The format has no state.
    public init() {}

    /// `POST /v1beta/models/…:generateContent`, or `:streamGenerateContent`.
    public func request(
        _ request: ModelRequest, to endpoint: ModelEndpoint, streamed: Bool
    ) throws(ModelError) -> HTTPRequest {
        var body: JSON.Object = ["contents": .array(contents(of: request))]
        let system = request.systemText
        if !system.isEmpty { body["systemInstruction"] = ["parts": [["text": .string(system)]]] }
        if !request.offeredTools.isEmpty {
            let declarations = request.offeredTools.map { tool -> JSON in
                [
                    "name": .string(tool.name), "description": .string(tool.summary),
                    "parametersJsonSchema": .object(tool.parameters),
                ]
            }
            body["tools"] = [["functionDeclarations": .array(declarations)]]
            body["toolConfig"] = ["functionCallingConfig": choice(request.toolChoice)]
        }
        let configuration = configuration(of: request)
        if !configuration.members.isEmpty { body["generationConfig"] = .object(configuration) }
        let method = streamed ? "streamGenerateContent?alt=sse" : "generateContent"
        return try endpoint.post(
            "/v1beta/\(try path(of: request.model)):\(method)", body,
            accept: streamed ? "text/event-stream" : "application/json", keyField: ("x-goog-api-key", ""))
    }

    /// A `GenerateContentResponse`.
    public func reply(from response: HTTPResponse) throws(ModelError) -> Reply {
        let value = try value(of: response)
        guard value["candidates"] != nil || value["promptFeedback"] != nil || value["usageMetadata"] != nil
        else {
            throw broken("an object without 'candidates'", response.fields)
        }
        var content = GeminiContent(format: name)
        _ = content.take(value)
        return content.reply(requestID: response.fields.requestID)
    }

    /// Reads `GenerateContentResponse`s, each with a piece of the answer.
    public func makeReader(fields: HTTPFields) -> any ReplyReader {
        StreamReader(GeminiStream(format: self), format: self, fields: fields)
    }

    /// As in `models/gemini-2.5-pro`; what is no letter of a name is escaped, so that it stays one.
    private func path(of model: String) throws(ModelError) -> String {
        let parts = model.split(separator: "/", omittingEmptySubsequences: false)
        let isPath = parts.count == 2 && ["models", "tunedModels"].contains(parts[0])
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var name = ""
        for byte in (isPath ? String(parts[1]) : model).utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte)
            {
                name.unicodeScalars.append(scalar)
            } else {
                name.unicodeScalars += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        guard !name.isEmpty, name != ".", name != ".." else {
            throw ModelError(.request, "'\(model)' is no name of a model")
        }
        return "\(isPath ? String(parts[0]) : "models")/\(name)"
    }

    private func choice(_ choice: ToolChoice) -> JSON {
        switch choice {
        case .automatic: ["mode": "AUTO"]
        case .required: ["mode": "ANY"]
        case .none: ["mode": "NONE"]
        case .named(let name): ["mode": "ANY", "allowedFunctionNames": [.string(name)]]
        }
    }

    private func configuration(of request: ModelRequest) -> JSON.Object {
        var configuration: JSON.Object = [:]
        if let maximum = request.maximumOutput {
            configuration["maxOutputTokens"] = .integer(Int64(max(1, maximum)))
        }
        if let temperature = request.offeredTemperature { configuration["temperature"] = JSON(temperature) }
        if let shape = request.output, request.asksForShape {
            configuration["responseMimeType"] = "application/json"
            configuration["responseJsonSchema"] = .object(shape.schema)
        }
        guard let thinking = request.thinking else { return configuration }
        switch request.abilities.thinking {
        case .none: break
        case .effort:
            // A level of none is none of Google's.
            let least = request.abilities.leastEffort ?? "low"
            let level = thinking == .none ? least : thinking.rawValue
            configuration["thinkingConfig"] = [
                "includeThoughts": .bool(thinking != .none), "thinkingLevel": .string(level.uppercased()),
            ]
        case .budget:
            let budget: Int64 =
                switch thinking {
                case .none: request.abilities.leastEffort == nil ? 0 : 128
                case .low: 1024
                case .medium: 8192
                case .high: 24576
                }
            configuration["thinkingConfig"] = [
                "includeThoughts": .bool(thinking != .none), "thinkingBudget": .integer(budget),
            ]
        }
        return configuration
    }
}
