namespace Wisp.Runtime.Tests;

/// <summary>Tests that nothing else may run beside: they stop the server that all share.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
