using Wisp.Host.Features.Operators;
using Wisp.Host.Features.Roles;

namespace Wisp.Host.Pages;

public sealed record OperatorFormView(OperatorForm Form, IReadOnlyList<RoleRow> Roles);
