/// What a model counts for a text, without asking one: models differ, and code has about 3.5 bytes a token.
enum TokenEstimate {
    static func tokens(ofBytes count: Int) -> Int { (count * 2 + 6) / 7 }
}
