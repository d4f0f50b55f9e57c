/// A number with its noun, as in "1 lane" or "3 lanes".
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
