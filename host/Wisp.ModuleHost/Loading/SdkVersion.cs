using System.Reflection;
using NuGet.Versioning;
using Wisp.Sdk;

namespace Wisp.ModuleHost;

internal static class SdkVersion
{
    /// <summary>The package version of the SDK in this process; the build adds "+commit" to it.</summary>
    public static NuGetVersion Current { get; } = NuGetVersion.Parse(
        typeof(WispModule).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
}
