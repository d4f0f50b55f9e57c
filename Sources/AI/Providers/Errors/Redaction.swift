/// Takes keys out of texts: servers like to repeat the key that they do not accept.
enum Redaction {
    /// What the keys of the known services begin with.
    private static let beginnings = [
        "sk-", "sk_", "rk-", "pk-", "AIza", "gsk_", "xai-", "hf_", "ghp_", "github_pat_", "nvapi-", "pplx-",
        "csk-",
        "ya29", "eyJ",
    ]
    private static let mark = "[key]"

    /// The text without the key, and without anything that looks like one.
    static func redacted(_ text: String, key: String? = nil) -> String {
        var text = text
        if let key, key.utf8.count >= 4 {
            text = text.split(separator: key, omittingEmptySubsequences: false).joined(separator: mark)
        }
        var (redacted, word, before) = ("", "", "")
        func end() {
            redacted += isKey(word, behind: before) ? mark : word
            if !word.isEmpty { before = word.lowercased() }
            word = ""
        }
        for character in text {
            if character.isASCII && (character.isLetter || character.isNumber || "-_.*".contains(character)) {
                word.append(character)
            } else {
                end()
                redacted.append(character)
            }
        }
        end()
        return redacted
    }

    private static func isKey(_ word: String, behind before: String) -> Bool {
        if word.contains("***") { return true }
        guard word.utf8.count >= 8 else { return false }
        if before == "bearer"
            || ["key", "api_key", "apikey", "x-api-key", "provided"].contains(before)
                && word.contains(where: \.isNumber)
        {
            return word.utf8.count >= 16 || before == "bearer"
        }
        return beginnings.contains { word.hasPrefix($0) } && word.utf8.count >= 10
    }
}

extension ModelError {
    /// The same without a key in its words.
    public func withoutKey(_ key: String?) -> ModelError {
        var error = self
        error.message = Redaction.redacted(message, key: key)
        error.hints = hints.map { Redaction.redacted($0, key: key) }
        return error
    }
}
