package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// ready looks every 5 ms whether target answers 200, for 30 seconds at most.
func ready(target string) error {
	client := http.Client{Timeout: time.Second}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); {
		answer, err := client.Get(target)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return errors.New(target + " did not answer 200 in time")
}

// walk follows the list at target for count tickets, and prints the cursor that it has then, as a
// parameter.
func walk(target string, count int) error {
	const largest = 200
	cursor := ""
	for seen := 0; seen < count; seen += largest {
		following, err := following(fmt.Sprintf("%s?limit=%d%s", target, largest, cursor))
		if err != nil {
			return err
		}
		cursor = "&cursor=" + url.QueryEscape(following)
	}
	fmt.Println(cursor)
	return nil
}

// following returns the cursor that leads on from the page at target.
func following(target string) (string, error) {
	var page struct {
		Next string `json:"next_cursor"`
	}
	answer, err := http.Get(target)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
		return "", err
	}
	if page.Next == "" {
		return "", errors.New(target + " is the last page")
	}
	return page.Next, nil
}
