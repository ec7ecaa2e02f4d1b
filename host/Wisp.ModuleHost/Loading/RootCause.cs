using System.Reflection;

namespace Wisp.ModuleHost;

internal static class RootCause
{
    /// <summary>What really went wrong, out of the wrappings of reflection.</summary>
    public static Exception Of(Exception exception) => exception switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Of(first),
        TargetInvocationException { InnerException: { } inner } => Of(inner),
        TypeInitializationException { InnerException: { } inner } => Of(inner),
        AggregateException { InnerException: { } inner } => Of(inner),
        _ => exception,
    };
}
