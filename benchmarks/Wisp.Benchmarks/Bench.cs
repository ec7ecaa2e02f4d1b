namespace Wisp.Benchmarks;

/// <summary>Something to measure.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Parts">Figures of it that can be asked for alone.</param>
/// <param name="RunAsync">Measures the parts that are wanted.</param>
internal sealed record Bench(string Name, IReadOnlyList<string> Parts, Func<Func<string, bool>, Task<IReadOnlyList<Measure>>> RunAsync)
{
    public bool Knows(string word) => word == Name || Parts.Contains(word);

    /// <summary>Whether the command line asks for a part; without a word for all of them.</summary>
    public bool Wants(string part, IReadOnlyCollection<string> words) => words.Count == 0 || words.Contains(Name) || words.Contains(part);
}
