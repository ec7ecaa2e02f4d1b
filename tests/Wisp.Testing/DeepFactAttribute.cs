using Xunit;

namespace Wisp.Testing;

/// <summary>A test that takes minutes: it runs in the long version alone (<c>./wisp test --deep</c>), and is told as skipped otherwise.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DeepFactAttribute : FactAttribute
{
    public DeepFactAttribute()
    {
        if (!Places.Deep) Skip = "Only in the long version: ./wisp test --deep";
    }
}
