/// The recipes that there are, and which of them answer a task.
public struct RecipeBook: Sendable {
    /// By name.
    public let recipes: [Recipe]
    /// How much a word says: one that many recipes have says little.
    private let weights: [String: Double]

    /// Below this part of the task's words a recipe is about something else.
    private static let threshold = 45

    /// A book of these recipes.
    public init(_ recipes: [Recipe]) {
        self.recipes = recipes.sorted { $0.name < $1.name }
        var counts: [String: Int] = [:]
        for recipe in recipes { for word in recipe.matchedWords { counts[word, default: 0] += 1 } }
        weights = counts.mapValues { 1 / Double($0).squareRoot() }
    }

    /// Reads recipes, by their names.
    public init(_ texts: [String: [UInt8]]) throws(RecipeError) {
        self.init(
            try texts.sorted { $0.key < $1.key }.map { (name, text) throws(RecipeError) in
                try Recipe(name: name, yaml: text)
            })
    }

    /// The recipes that may answer a task, filled in, the one that fits best first.
    ///
    /// - Parameters:
    ///   - task: what somebody wants done.
    ///   - filling: puts values in.
    ///   - count: more are left out.
    ///   - isAtHand: whether what a recipe needs is there.
    public func alternatives(
        for task: String, filling: RecipeFilling, atMost count: Int, where isAtHand: (Recipe) -> Bool
    ) -> [Alternative] {
        var found: [Alternative] = []
        for recipe in recipes where isAtHand(recipe) {
            var (alternative, rest) = filling.fill(recipe, for: task)
            alternative.fit = fit(
                of: recipe.matchedWords, titled: TaskWords.set(of: recipe.title.withoutInputs),
                to: TaskWords.list(of: rest))
            if alternative.fit >= Self.threshold { found.append(alternative) }
        }
        let best = found.map(\.fit).max() ?? 0
        // What is half as good as the best is only in the way.
        return Array(
            found.enumerated().sorted {
                $0.element.fit == $1.element.fit ? $0.offset < $1.offset : $0.element.fit > $1.element.fit
            }.map(\.element).filter { $0.fit * 3 > best * 2 }.prefix(count))
    }

    /// Whether a recipe does what a task asks for, as far as its first word says so.
    public func isAsked(for recipe: String, by task: String) -> Bool {
        guard let recipe = recipes.first(where: { $0.name == recipe }) else { return false }
        let verbs = Set((recipe.verbs + [recipe.title]).compactMap { TaskWords.list(of: $0).first })
        return TaskWords.list(of: task).first.map { verbs.contains($0) } ?? false
    }

    /// How well words fit a task, from 0 to 100: the part of what the task says that they have, and a little
    /// for a title that says nothing else.
    func fit(of words: Set<String>, titled title: Set<String>, to task: [String]) -> Int {
        let task = Set(task)
        guard !task.isEmpty, !title.isEmpty else { return 0 }
        func weight(_ words: Set<String>) -> Double { words.sorted().reduce(0) { $0 + (weights[$1] ?? 1) } }
        let common = weight(task.intersection(words)) / weight(task)
        let precise = weight(task.intersection(title)) / weight(title)
        return Int((90 * common + 10 * precise).rounded())
    }

    /// How well a text, as of a workflow's description, fits a task.
    public func fit(of text: String, to task: String) -> Int {
        let words = TaskWords.set(of: text)
        return fit(of: words, titled: words, to: TaskWords.list(of: task))
    }
}

extension Recipe {
    /// The words that it is found by.
    var matchedWords: Set<String> {
        var words = Set((self.words + verbs + [title.withoutInputs]).flatMap { TaskWords.list(of: $0) })
        for word in words where word.count == 1 { words.remove(word) }
        return words
    }
}

extension String {
    /// Without `${{ … }}`.
    fileprivate var withoutInputs: String {
        var text = self
        while let start = text.firstRange(of: "${{"), let end = text[start.upperBound...].firstRange(of: "}}")
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return text
    }
}
