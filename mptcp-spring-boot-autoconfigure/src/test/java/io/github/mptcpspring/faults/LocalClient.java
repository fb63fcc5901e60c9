/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.faults;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.TestApplication;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A Spring Boot application in this JVM that has a WebClient with a pool of its own and
 * {@code client.mptcp.enabled=true} unless a test says otherwise.
 */
final class LocalClient implements AutoCloseable {

	/** The outcome of a request that was answered right. */
	static final String RIGHT = "right";

	private final ConfigurableApplicationContext context;

	private final WebClient webClient;

	private LocalClient(ConfigurableApplicationContext context) {
		this.context = context;
		this.webClient = context.getBean(WebClient.Builder.class).build();
	}

	static LocalClient start(String... properties) {
		return new LocalClient(TestApplication.run(new SpringApplicationBuilder(Application.class)
			.properties("client.mptcp.enabled=true", "spring.http.clients.read-timeout=30s")
			.web(WebApplicationType.NONE), properties));
	}

	/**
	 * Return the body of a response.
	 * @param uri what to get
	 * @return the body
	 */
	Mono<String> get(URI uri) {
		return this.webClient.get().uri(uri).retrieve().bodyToMono(String.class);
	}

	/**
	 * Send requests that have one right answer each.
	 * @param server the server's root
	 * @param requests how many
	 * @param concurrency how many at once
	 * @return how many were answered right
	 */
	long countRightAnswers(URI server, int requests, int concurrency) {
		return Flux.range(0, requests)
			.flatMap((number) -> get(server.resolve("/answer?number=" + number)).filter(Answers.to(number)::equals),
					concurrency)
			.count()
			.block();
	}

	/**
	 * Send requests at the same time whose responses wait for a gate to be opened.
	 * @param server the server's root
	 * @param requests how many
	 * @return of each that it was answered right, or what an application sees of its
	 * failure
	 */
	CompletableFuture<List<String>> hold(URI server, int requests) {
		return hold(server, 0, requests);
	}

	/**
	 * Send requests at the same time whose responses wait for a gate to be opened.
	 * @param server the server's root
	 * @param first the number of the first
	 * @param requests how many
	 * @return of each that it was answered right, or what an application sees of its
	 * failure
	 */
	CompletableFuture<List<String>> hold(URI server, int first, int requests) {
		return Flux.range(first, requests).flatMap((number) -> {
			Mono<String> answer = get(server.resolve("/held?number=" + number));
			return outcome(answer.filter(Answers.to(number)::equals));
		}, requests).collectList().toFuture();
	}

	/**
	 * Return what an application sees of a request.
	 * @param answer the right answer, or nothing
	 * @return {@link #RIGHT} or what went wrong
	 */
	static Mono<String> outcome(Mono<String> answer) {
		return answer.map((body) -> RIGHT)
			.defaultIfEmpty("wrong")
			.onErrorResume((failure) -> Mono.just(NestedExceptionUtils.getMostSpecificCause(failure).toString()));
	}

	/**
	 * Exchange a request and its response with a server of this JVM.
	 * @param server the server's root
	 * @return what came of it
	 */
	Exchange exchange(URI server) {
		return Exchange.of(this.webClient.get().uri(server).retrieve().toEntity(String.class).block());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OwnReactorResources.class)
	static class Application {

	}

}
