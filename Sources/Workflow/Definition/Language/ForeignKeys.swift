extension Section {
    /// What to say about keys that people bring along from GitHub Actions and elsewhere.
    static func hint(forForeign key: String, in section: Section) -> String? {
        switch section {
        case .workflow, .nested: workflowHints[key]
        case .step:
            stepHints[key] ?? (key == "steps" ? "steps can't hold steps: use 'workflow' for that" : nil)
        case .wait: ["minutes", "duration", "sleep", "seconds"].contains(key) ? "write 'for: 15m'" : nil
        case .retry: ["max", "times", "count", "max-attempts"].contains(key) ? "write 'attempts: 3'" : nil
        default: nil
        }
    }

    private static let workflowHints = [
        "jobs": "there are no jobs: put their steps into 'steps', with 'needs' between them",
        "runs-on": "steps run on this machine, in a scratch checkout",
        "permissions": "a run has the rights of whoever starts it",
        "defaults": "say 'shell' and 'working-directory' at each step",
        "run-name": "a run is called by its workflow's name",
        "true": "write 'on' for what starts the workflow",
        "stages": "there are no stages: put their steps into 'steps', with 'needs' between them",
        "version": "there are no versions of the language",
        "triggers": "write 'on' for what starts the workflow",
        "variables": "write 'env' for variables",
        "parameters": "write 'inputs' for what a run is started with",
        "timeout-minutes": "it belongs to a step",
    ]

    private static let stepHints = [
        "runs-on": "steps run on this machine, in a scratch checkout",
        "strategy": "there is no matrix: write a step for each case",
        "matrix": "there is no matrix: write a step for each case",
        "container": "steps run on this machine; a command can start a container",
        "services": "steps run on this machine; a command can start a service",
        "environment": "write 'env' for variables",
        "permissions": "a run has the rights of whoever starts it",
        "secrets": "expressions reach secrets by their names: ${{ secrets.NAME }}",
        "timeout": "write 'timeout-minutes' at a step; 'timeout' belongs to 'wait'",
        "depends-on": "write 'needs'", "depends_on": "write 'needs'", "after": "write 'needs'",
        "script": "write 'run'", "command": "write 'run'", "cmd": "write 'run'",
        "action": "write 'uses'", "args": "write 'with'", "inputs": "write 'with'",
        "on-error": "write 'on-failure'", "retries": "write 'retry'", "when": "write 'if'",
        "working_directory": "write 'working-directory'", "cwd": "write 'working-directory'",
        "outputs": "a command writes its outputs by itself; 'outputs' belongs to the workflow",
        "approval": "write 'wait: approval'",
        "rollback": "write 'undo'", "compensate": "write 'undo'",
    ]
}
