// A ticket desk as it is usually written in Go: net/http, encoding/json, and a pool of pgx.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/jackc/pgx/v4/pgxpool"
)

// On two cores 16, 32 and 64 were tried; Benchmarks/README.md has the figures.
const poolSize = 32

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer cancel()
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	config.MaxConns = poolSize
	config.MinConns = poolSize
	pool, err := pgxpool.ConnectConfig(stop, config)
	if err != nil {
		log.Fatal(err)
	}
	rules, err := readRules(os.Getenv("RULESET"))
	if err != nil {
		log.Fatal(err)
	}
	desk := &desk{tickets: store{pool}, rules: rules}
	mux := http.NewServeMux()
	mux.HandleFunc("/tickets", desk.collection)
	mux.HandleFunc("/tickets/", desk.single)
	server := &http.Server{
		Addr:    net.JoinHostPort(os.Getenv("HOST"), os.Getenv("PORT")),
		Handler: mux,
	}
	go func() {
		<-stop.Done()
		server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
}
