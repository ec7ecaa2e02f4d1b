using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.ImportContracts.Reading;
using Wisp.Modules.Network.Features.SaveContract;

namespace Wisp.Modules.Network.Features.ImportContracts.Running;

/// <summary>Why a row was refused: the column, if one is to blame, and a sentence by key.</summary>
/// <param name="Field">The column.</param>
/// <param name="Key">Key of the sentence.</param>
/// <param name="IsRuleOfForm">The sentence is one of the form's, in <see cref="NetworkText"/>; else of <see cref="ImportText"/>.</param>
/// <param name="Arguments">What goes into the sentence.</param>
internal sealed record RowError(ImportField? Field, string Key, bool IsRuleOfForm, params object[] Arguments)
{
    private static readonly Dictionary<string, ImportField> Fields = new(StringComparer.Ordinal)
    {
        [nameof(ContractInput.PlanId)] = ImportField.Plan,
        [nameof(ContractInput.NextPlanId)] = ImportField.Plan,
        [nameof(ContractInput.ServerId)] = ImportField.Server,
        [nameof(ContractInput.NodeId)] = ImportField.Node,
        [nameof(ContractInput.StartDate)] = ImportField.StartDate,
        [nameof(ContractInput.EndDate)] = ImportField.EndDate,
        [nameof(ContractInput.Ip)] = ImportField.Ip,
        [nameof(ContractInput.MacAddress)] = ImportField.Mac,
        [nameof(ContractInput.PppoeUsername)] = ImportField.PppoeUsername,
        [nameof(ContractInput.PppoePassword)] = ImportField.PppoePassword,
        [nameof(ContractInput.Address)] = ImportField.Address,
        [nameof(ContractInput.AddressAdditionalData)] = ImportField.AddressExtra,
        [nameof(ContractInput.Latitude)] = ImportField.Latitude,
        [nameof(ContractInput.Details)] = ImportField.Details,
    };

    /// <summary>What the form says beside its field.</summary>
    public static RowError Of(Problem problem) =>
        new(Fields.TryGetValue(problem.Field, out var field) ? field : null, problem.Key, true, problem.Arguments);

    public static RowError Row(string key, params object[] arguments) => new(null, key, false, arguments);

    public static RowError Cell(ImportField field, string key, params object[] arguments) => new(field, key, false, arguments);
}
