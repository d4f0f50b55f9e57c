import Git

extension AgentTool {
    /// What was changed so far.
    static let diff = AgentTool(
        "show_changes", "Show everything that you have changed so far, as a diff.", [],
        .look { (_, tree, repository) throws(ToolError) in
            guard tree.tree != tree.base else { return "nothing is changed" }
            do {
                return PromptSections.shortened(
                    try repository.patch(from: tree.base, to: tree.tree), to: diffLimit)
            } catch { throw ToolError(error) }
        })

    /// Bytes of one answer.
    private static let diffLimit = 40_000
}
