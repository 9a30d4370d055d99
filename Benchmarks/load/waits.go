package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
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

// walk follows the list at target for count tickets, and prints the cursors of the last 64 pages of
// its way, as parameters.
func walk(target string, count int) error {
	const largest, kept = 200, 64
	var cursors []string
	cursor := ""
	for seen := 0; seen < count; seen += largest {
		following, err := following(fmt.Sprintf("%s?limit=%d%s", target, largest, cursor))
		if err != nil {
			return err
		}
		cursor = "&cursor=" + url.QueryEscape(following)
		cursors = append(cursors, cursor)
		if len(cursors) > kept {
			cursors = cursors[1:]
		}
	}
	fmt.Println(strings.Join(cursors, " "))
	return nil
}

// following returns the cursor that leads on from the page at target.
func following(target string) (string, error) {
	var page struct {
		Next string `json:"next_cursor"`
	}
	request, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", authorization)
	answer, err := http.DefaultClient.Do(request)
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
