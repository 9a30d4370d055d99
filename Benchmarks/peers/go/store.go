package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

type triage struct {
	DecidedBy string          `json:"decided_by"`
	Ruleset   int32           `json:"ruleset"`
	Matched   json.RawMessage `json:"matched"`
}

type ticket struct {
	ID          int64     `json:"id"`
	Title       string    `json:"title"`
	Description string    `json:"description"`
	Category    string    `json:"category"`
	Priority    string    `json:"priority"`
	Status      string    `json:"status"`
	Triage      triage    `json:"triage"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
}

const columns = `id, title, description, category, priority, status, triage_decided_by,
	triage_ruleset, triage_matched, created_at, updated_at`

const insert = `INSERT INTO tickets (title, description, category, priority, triage_decided_by,
	triage_ruleset, triage_matched) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ` + columns

// pgx prepares each statement once for each connection.
type store struct{ pool *pgxpool.Pool }

// Not the request's context: when a client goes away, pgx would close the connection that works for
// it, and making a new one costs more than finishing.
var ctx = context.Background()

// add stores one ticket; a high one is announced in the same transaction.
func (s store) add(title, description string, d decision) (ticket, error) {
	matched, err := json.Marshal(d.matched)
	if err != nil {
		return ticket{}, err
	}
	values := []any{
		title, description, d.category, d.priority, d.decidedBy, 1, json.RawMessage(matched),
	}
	if d.priority != "high" {
		return scan(s.pool.QueryRow(ctx, insert, values...))
	}
	var stored ticket
	err = s.pool.BeginFunc(ctx, func(tx pgx.Tx) error {
		stored, err = scan(tx.QueryRow(ctx, insert, values...))
		if err == nil {
			_, err = tx.Exec(ctx, "SELECT pg_notify('tickets', $1::bigint::text)", stored.ID)
		}
		return err
	})
	return stored, err
}

func (s store) find(id int64) (ticket, error) {
	return scan(s.pool.QueryRow(ctx, "SELECT "+columns+" FROM tickets WHERE id = $1", id))
}

// page reads tickets newest first, from behind the cursor on if there is one.
func (s store) page(limit int, after *cursor) ([]ticket, error) {
	const from = "SELECT " + columns + " FROM tickets "
	const order = " ORDER BY created_at DESC, id DESC LIMIT $1"
	var rows pgx.Rows
	var err error
	if after == nil {
		rows, err = s.pool.Query(ctx, from+order, limit)
	} else {
		rows, err = s.pool.Query(
			ctx, from+"WHERE (created_at, id) < ($2, $3)"+order, limit, after.at, after.id)
	}
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	page := make([]ticket, 0, limit)
	for rows.Next() {
		ticket, err := scan(rows)
		if err != nil {
			return nil, err
		}
		page = append(page, ticket)
	}
	return page, rows.Err()
}

func scan(row pgx.Row) (t ticket, err error) {
	err = row.Scan(
		&t.ID, &t.Title, &t.Description, &t.Category, &t.Priority, &t.Status, &t.Triage.DecidedBy,
		&t.Triage.Ruleset, &t.Triage.Matched, &t.CreatedAt, &t.UpdatedAt)
	t.CreatedAt, t.UpdatedAt = t.CreatedAt.UTC(), t.UpdatedAt.UTC()
	return t, err
}
