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

package io.github.mptcpspring.reactor;

import java.net.URI;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The HTTP clients that Spring Boot builds.
 */
enum BootClient {

	WEB_CLIENT {

		@Override
		ResponseEntity<String> get(ApplicationContext context, URI uri) {
			return context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(uri)
				.retrieve()
				.toEntity(String.class)
				.block();
		}

	},

	REST_CLIENT {

		@Override
		ResponseEntity<String> get(ApplicationContext context, URI uri) {
			return context.getBean(RestClient.Builder.class).build().get().uri(uri).retrieve().toEntity(String.class);
		}

	},

	REST_TEMPLATE {

		@Override
		ResponseEntity<String> get(ApplicationContext context, URI uri) {
			return context.getBean(RestTemplateBuilder.class).build().getForEntity(uri, String.class);
		}

	},

	HTTP_SERVICE {

		@Override
		ResponseEntity<String> get(ApplicationContext context, URI uri) {
			return context.getBean(ClientApplication.Greeting.class).get(uri);
		}

	},

	REACTIVE_HTTP_SERVICE {

		@Override
		ResponseEntity<String> get(ApplicationContext context, URI uri) {
			return context.getBean(ClientApplication.ReactiveGreeting.class).get(uri).block();
		}

	};

	/**
	 * Exchange a GET request and its response.
	 * @param context the application
	 * @param uri what to get
	 * @return the response
	 */
	abstract ResponseEntity<String> get(ApplicationContext context, URI uri);

}
