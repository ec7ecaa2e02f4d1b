using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Wisp.ModuleHost;

/// <summary>Keeps a module's background service from stopping or delaying the process; what it throws is that module's failure.</summary>
internal sealed class GuardedService(LoadedModule module, Func<IHostedService> make, ILogger<ModuleCatalog> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private IHostedService? inner;

    /// <summary>The module's registration as it is, or guarded when it is a background service.</summary>
    public static ServiceDescriptor Around(LoadedModule module, ServiceDescriptor descriptor) =>
        descriptor.IsKeyedService || descriptor.ServiceType != typeof(IHostedService)
            ? descriptor
            : ServiceDescriptor.Singleton<IHostedService>(provider => new GuardedService(
                module, () => Make(provider, descriptor), provider.GetRequiredService<ILogger<ModuleCatalog>>()));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Elsewhere, because it may block.
            await Task.Run(() => (inner = make()).StartAsync(cancellationToken), cancellationToken).WaitAsync(Patience, cancellationToken);
            if (inner is BackgroundService { ExecuteTask: { } running }) _ = WatchAsync(running);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(exception);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (inner is not null) await inner.StopAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Module {Module} did not stop its {Service}.", module.Name, inner!.GetType().Name);
        }
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private async Task WatchAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        module.Fail(ModuleProblem.Of(ProblemTexts.ServiceFailed, inner?.GetType().Name ?? "?", RootCause.Of(exception).Message), exception);
        logger.LogError(exception, "Module {Module} is {State}. {Reason}", module.Name, module.State, module.Problem!.Sentence);
    }

    private static IHostedService Make(IServiceProvider provider, ServiceDescriptor descriptor) =>
        (IHostedService)(descriptor.ImplementationInstance
            ?? descriptor.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!));
}
