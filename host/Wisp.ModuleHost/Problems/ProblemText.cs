namespace Wisp.ModuleHost;

internal sealed record ProblemText(string Code, string English);
