package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v4"
)

type desk struct {
	tickets store
	rules   rules
}

type cursor struct {
	at time.Time
	id int64
}

func (d *desk) collection(w http.ResponseWriter, r *http.Request) {
	switch r.Method {
	case http.MethodPost:
		d.create(w, r)
	case http.MethodGet:
		d.list(w, r)
	default:
		problem(w, http.StatusMethodNotAllowed, "use GET or POST")
	}
}

func (d *desk) create(w http.ResponseWriter, r *http.Request) {
	var draft struct {
		Title       string `json:"title"`
		Description string `json:"description"`
	}
	body := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20))
	body.DisallowUnknownFields()
	if err := body.Decode(&draft); err != nil {
		problem(w, http.StatusBadRequest, err.Error())
		return
	}
	title, description := strings.TrimSpace(draft.Title), strings.TrimSpace(draft.Description)
	if n := utf8.RuneCountInString(title); n < 1 || n > 200 {
		problem(w, http.StatusUnprocessableEntity, "a title has 1 to 200 characters")
		return
	}
	if n := utf8.RuneCountInString(description); n < 1 || n > 20000 {
		problem(w, http.StatusUnprocessableEntity, "a description has 1 to 20000 characters")
		return
	}
	stored, err := d.tickets.add(title, description, d.rules.triage(title, description))
	if err != nil {
		unexpected(w, err)
		return
	}
	w.Header().Set("Location", fmt.Sprintf("/tickets/%d", stored.ID))
	answer(w, http.StatusCreated, stored)
}

func (d *desk) single(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(strings.TrimPrefix(r.URL.Path, "/tickets/"), 10, 64)
	if err != nil {
		problem(w, http.StatusNotFound, "there is no such ticket")
		return
	}
	found, err := d.tickets.find(id)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		problem(w, http.StatusNotFound, "there is no such ticket")
	case err != nil:
		unexpected(w, err)
	default:
		answer(w, http.StatusOK, found)
	}
}

func (d *desk) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	limit, after := 50, (*cursor)(nil)
	if text := query.Get("limit"); text != "" {
		var err error
		if limit, err = strconv.Atoi(text); err != nil || limit < 1 || limit > 200 {
			problem(w, http.StatusBadRequest, "limit is 1 to 200")
			return
		}
	}
	if text := query.Get("cursor"); text != "" {
		if after = parseCursor(text); after == nil {
			problem(w, http.StatusBadRequest, "that is no cursor of ours")
			return
		}
	}
	// One more than asked for tells whether there is another page.
	items, err := d.tickets.page(limit+1, after)
	if err != nil {
		unexpected(w, err)
		return
	}
	var next *string
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		text := cursor{last.CreatedAt, last.ID}.String()
		next = &text
	}
	answer(w, http.StatusOK, struct {
		Items []ticket `json:"items"`
		Next  *string  `json:"next_cursor"`
	}{items, next})
}

func (c cursor) String() string {
	text := fmt.Sprintf("%d.%d", c.at.UnixMicro(), c.id)
	return base64.RawURLEncoding.EncodeToString([]byte(text))
}

func parseCursor(text string) *cursor {
	var micros, id int64
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		_, err = fmt.Sscanf(string(plain), "%d.%d", &micros, &id)
	}
	if err != nil {
		return nil
	}
	return &cursor{time.UnixMicro(micros), id}
}

func answer(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		unexpected(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(body)
}

func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"status": status, "detail": detail})
}

func unexpected(w http.ResponseWriter, err error) {
	log.Print(err)
	problem(w, http.StatusInternalServerError, "that is our mistake")
}
