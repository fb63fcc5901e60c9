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

package io.github.mptcpspring.autoconfigure.httpclient;

import io.github.mptcpspring.autoconfigure.LastBeanPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.restclient.RestTemplateBuilder;

/**
 * {@link BeanPostProcessor} that lets {@link OwnClientReporter} report builders of
 * RestTemplate, which are in a module of Boot that an application may not have.
 */
class OwnRestTemplateBuilderReporter extends LastBeanPostProcessor {

	private final ObjectProvider<OwnClientReporter> reporter;

	/**
	 * Create a new instance.
	 * @param reporter reports beans of the application
	 */
	OwnRestTemplateBuilderReporter(ObjectProvider<OwnClientReporter> reporter) {
		this.reporter = reporter;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof RestTemplateBuilder builder) {
			this.reporter.getObject()
				.examineTemplateBuilder(beanName, builder, builder::requestFactoryBuilder,
						"Configure it with the bean RestTemplateBuilderConfigurer");
		}
		return bean;
	}

}
