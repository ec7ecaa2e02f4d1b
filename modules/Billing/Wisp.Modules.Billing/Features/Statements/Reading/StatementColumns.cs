using Wisp.Modules.Billing.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Statements.Reading;

/// <summary>What the headings of banks say, in Spanish and English; case, accents, blanks and signs do not matter.</summary>
internal static class StatementColumns
{
    private static readonly IReadOnlyDictionary<string, StatementField> Known = TableHeading.Index(new Dictionary<StatementField, string[]>
    {
        [StatementField.Date] = ["Fecha", "Fecha de movimiento", "Fecha del movimiento", "Fecha movimiento", "Fecha mov.", "Fecha operación", "Fecha de operación", "Fecha de acreditación", "Fecha valor", "Date", "Booking date", "Transaction date", "Posting date", "Value date"],
        [StatementField.Amount] = ["Importe", "Monto", "Importe en pesos", "Importe $", "Valor", "Amount", "Transaction amount"],
        [StatementField.Credit] = ["Crédito", "Créditos", "Haber", "Abono", "Abonos", "Depósito", "Depósitos", "Importe acreditado", "Credit", "Credits", "Deposit", "Deposits", "Paid in", "Money in"],
        [StatementField.Debit] = ["Débito", "Débitos", "Debe", "Cargo", "Cargos", "Retiro", "Retiros", "Debit", "Debits", "Withdrawal", "Withdrawals", "Paid out", "Money out"],
        [StatementField.Reference] = ["Referencia", "Nro. de referencia", "N° de referencia", "Código", "Código de operación", "Código de transacción", "Comprobante", "Nro. comprobante", "Número de comprobante", "N° comprobante", "Número de operación", "Nro. operación", "N° operación", "ID de operación", "ID de transacción", "Reference", "Reference number", "Transaction ID", "Transaction code", "Transaction reference"],
        [StatementField.Description] = ["Descripción", "Concepto", "Detalle", "Leyenda", "Leyendas adicionales", "Observaciones", "Movimiento", "Motivo", "Description", "Details", "Concept", "Memo", "Narrative", "Notes"],
        [StatementField.Payer] = ["Ordenante", "Pagador", "Depositante", "Originante", "Titular", "Nombre", "Nombre del ordenante", "Cliente", "Razón social", "Payer", "Payer name", "Sender", "Name", "Counterparty", "Originator"],
        [StatementField.TaxId] = ["CUIT", "CUIL", "CUIT/CUIL", "CUIT del ordenante", "CUIT originante", "Documento", "DNI", "RUT", "RUC", "NIT", "RFC", "CPF", "CNPJ", "CPF/CNPJ", "Tax ID", "Document"],
    });

    public static TableColumns<StatementField> Of(IReadOnlyList<string> headings) => new(headings, Find);

    public static bool IsKnown(string heading) => Find(heading) is not null;

    /// <summary>Why the columns cannot be read as they stand, or <c>null</c>.</summary>
    public static Problem? Check(this TableColumns<StatementField> columns)
    {
        for (var i = 0; i < columns.All.Count; i++)
            if (columns.TwinOf(i) is { } twin) return new("Fields", "columns.twice", columns.All[twin].Heading, columns.All[i].Heading);
        if (!columns.Has(StatementField.Date)) return new("Fields", "columns.date");
        if (!columns.Has(StatementField.Amount) && !columns.Has(StatementField.Credit)) return new("Fields", "columns.amount");
        if (columns.Has(StatementField.Amount) && columns.Has(StatementField.Credit)) return new("Fields", "columns.both", columns.Heading(StatementField.Amount)!, columns.Heading(StatementField.Credit)!);
        return null;
    }

    private static StatementField? Find(string heading) => Known.TryGetValue(TableHeading.Fold(heading), out var field) ? field : null;
}
