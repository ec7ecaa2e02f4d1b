using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Modules.Billing.Features.Methods;
using Wisp.Modules.Billing.Features.Parameters;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Parameters;

internal sealed class MethodModel(SaveMethod save, IStringLocalizer<ParametersText> text) : ParameterPage(text)
{
    public ParameterShape Shape => ParameterShape.Methods;

    [BindProperty]
    public MethodInput Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>Of those that Wisp brings: its name in the reader's language.</summary>
    public string? BuiltIn { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Id is null) return Page();
        if (await save.ReadAsync(Id.Value, cancellationToken) is not { } found) return NotFound();
        Input = found.Input;
        Name(found.Code);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Id is { } id)
        {
            if (await save.ReadAsync(id, cancellationToken) is not { } found) return NotFound();
            Name(found.Code);
        }

        var problems = await save.RunAsync(Id, BuiltIn is not null, Input, cancellationToken);
        return problems.Count == 0 ? BackToList(Shape, "saved", BuiltIn ?? Input.Name) : Refuse(problems);
    }

    private void Name(string? code) => BuiltIn = code is null ? null : MethodName.Of(Words, code, null);
}
