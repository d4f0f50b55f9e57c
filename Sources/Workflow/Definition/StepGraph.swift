/// Which steps must have ended before which; steps are named by their place in the file.
struct StepGraph: Sendable {
    /// The steps that each one names or, without `needs`, the one before it.
    let needs: [[Int]]
    /// The steps that must have ended before each one starts.
    let ancestors: [Set<Int>]

    init(needs: [[Int]]) {
        self.needs = needs
        ancestors = needs.indices.map { index in
            var found: Set<Int> = []
            var rest = needs[index]
            // A step that is found already is not followed again, so that a cycle ends.
            while let next = rest.popLast() {
                if found.insert(next).inserted { rest += needs[next] }
            }
            return found
        }
    }
}
