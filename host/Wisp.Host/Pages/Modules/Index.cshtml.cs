using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wisp.Host.Features.Health;
using Wisp.ModuleHost;
using Wisp.Sdk;

namespace Wisp.Host.Pages;

[RequirePermission("modules.view")]
public sealed class ModulesModel(ModuleCatalog catalog, WorkerModules worker, IStringLocalizer<HostText> text) : PageModel
{
    private IReadOnlyList<WorkerModule> _worker = [];

    public IReadOnlyList<LoadedModule> Modules => catalog.Modules;

    public async Task OnGetAsync(CancellationToken cancellationToken) => _worker = await worker.ReadAsync(cancellationToken);

    /// <summary>The reason in the reader's language; what a module's own code says stays as it is.</summary>
    public string Reason(ModuleProblem problem)
    {
        var sentence = text[$"module-problem.{problem.Code}"];
        return sentence.ResourceNotFound ? problem.Sentence : string.Format(CultureInfo.CurrentCulture, sentence.Value, [.. problem.Args]);
    }

    /// <summary>The module in the worker, when it is not the same there.</summary>
    public WorkerModule? InWorker(LoadedModule module) =>
        _worker.FirstOrDefault(other => other.Id == module.Id) is { } there
        && (there.State != module.State.ToString() || there.Version != (module.Manifest?.Version.ToString() ?? ""))
            ? there
            : null;
}
