import AI

extension AgentTool {
    /// Runs a check of the repository.
    static let check = AgentTool(
        "run_check",
        "Run the repository's own checks (tests, linters, builds) on the files as they are now, in a checkout of their own. Says what failed.",
        [.optional("name", "the name of one check; all of them where it is left out")], .check)

    /// The same where checks run in a sandbox.
    static let checkInSandbox = AgentTool(
        check.name, "\(check.definition.summary) They run in a sandbox, as a rule without a network.",
        [.optional("name", "the name of one check; all of them where it is left out")], .check)

    /// Asks a person.
    static let ask = AgentTool(
        "ask_person",
        "Ask a person something that neither the issue nor the repository can tell, and wait for the answer. It may take hours: only where guessing would do harm.",
        [.required("question", "with everything that one needs to know to answer it")], .ask)

    /// Ends the work.
    static let finish = AgentTool(
        "finish", "Say that the work is done, once the checks pass.",
        [.required("summary", "what was changed and why, in a few sentences for a pull request")], .finish)
}
