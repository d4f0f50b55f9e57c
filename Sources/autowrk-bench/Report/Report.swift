/// What all cases found out.
struct Report {
    let events: Int
    var sections: [(name: String, findings: Findings)] = []
}
