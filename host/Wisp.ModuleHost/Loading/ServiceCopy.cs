using Microsoft.Extensions.DependencyInjection;

namespace Wisp.ModuleHost;

/// <summary>What a module registers on: it sees all that is there, and what it adds counts only when it is accepted.</summary>
internal sealed class ServiceCopy
{
    private readonly ServiceDescriptor[] original;

    public ServiceCopy(IServiceCollection services)
    {
        original = [.. services];
        foreach (var descriptor in original) Services.Add(descriptor);
    }

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IEnumerable<ServiceDescriptor> Added => Services.Except<ServiceDescriptor>(original, ReferenceEqualityComparer.Instance);

    /// <summary>The first registration of others that the module took away or replaced.</summary>
    public ModuleProblem? Changed() =>
        original.Except<ServiceDescriptor>(Services, ReferenceEqualityComparer.Instance).FirstOrDefault() is { } gone
            ? ModuleProblem.Of(ProblemTexts.ServiceChanged, gone.ServiceType.Name)
            : null;
}
